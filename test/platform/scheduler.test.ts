import { expect } from '@open-wc/testing';
import { scheduler } from '../../src/platform/scheduler.js';
import { replace } from '../harness/replace.js';

/** What publishes; `request` resolves with how long it was waited for, ms. */
function publisher() {
  let published: () => void = () => {};
  const publish = (): void => published();
  const request = (): Promise<number> => {
    const start = performance.now();
    return new Promise((resolve) => {
      published = () => resolve(performance.now() - start);
      scheduler.requestFlush(publish);
    });
  };
  return { request };
}

describe('the scheduler of a browser', () => {
  it('publishes after a rest with the task that asks for it, and then a tenth of a second later', async () => {
    const { request } = publisher();
    let task = false;
    setTimeout(() => (task = true));
    await request();
    expect(task).to.equal(false);
    expect(await request()).to.be.at.least(90);
  });

  it('has nobody wait because somebody else has published', async () => {
    await publisher().request();
    let task = false;
    setTimeout(() => (task = true));
    await publisher().request();
    expect(task).to.equal(false);
  });

  it('publishes less often while nobody looks', async () => {
    const hidden = replace(document, 'visibilityState', { value: 'hidden' });
    const { request } = publisher();
    await request();
    expect(await request()).to.be.at.least(240);
    hidden.restore();
  });

  it('does not publish what was called off, be it to come at once or later', async () => {
    const calls: string[] = [];
    const publish = (): void => void calls.push('published');
    scheduler.requestFlush(publish)();
    await Promise.resolve();
    expect(calls).to.deep.equal([]);
    scheduler.requestFlush(publish);
    await Promise.resolve();
    scheduler.requestFlush(publish)();
    const { request } = publisher();
    await request();
    await request();
    expect(calls).to.deep.equal(['published']);
  });

  it('lets what waits be done before it goes on', async () => {
    const done: string[] = [];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done.push('task');
    port2.postMessage(undefined);
    await Promise.resolve();
    expect(done).to.deep.equal([]);
    await scheduler.breathe?.();
    expect(done).to.deep.equal(['task']);
    port1.close();
  });
});
