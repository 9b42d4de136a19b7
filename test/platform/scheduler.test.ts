import { expect } from '@open-wc/testing';
import { scheduler } from '../../src/platform/scheduler.js';

describe('the scheduler of a browser', () => {
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
