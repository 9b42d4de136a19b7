import { expect } from '@open-wc/testing';
import type { Locks } from '../../src/monitor/index.js';
import { browserPorts } from '../../src/platform/index.js';
import { webLocks } from '../../src/platform/locks.js';
import { replace } from '../harness/replace.js';

describe('locks', () => {
  const never = new AbortController().signal;
  let name: string;
  let frame: HTMLIFrameElement;
  let one: Locks;
  let two: Locks;

  beforeEach(() => {
    name = crypto.randomUUID();
    frame = document.createElement('iframe');
    document.body.append(frame);
    one = browserPorts().locks!;
    two = webLocks(frame.contentWindow!.navigator.locks);
  });

  afterEach(() => frame.remove());

  it('are given in turn to the pages that ask', async () => {
    const held = await one.request(name, never);
    const waiting = two.request(name, never);
    expect(await two.tryRequest(name)).to.equal(undefined);
    held.release();
    expect(await held.ended).to.equal('released');
    (await waiting).release();
    (await one.request(name, never)).release();
  });

  it('are given at once where nobody has them', async () => {
    const held = await one.tryRequest(name);
    expect(await two.tryRequest(name)).to.equal(undefined);
    held?.release();
    expect(await held?.ended).to.equal('released');
    await two.request(name, never);
  });

  it('are free when their page is gone', async () => {
    await two.request(name, never);
    const waiting = one.request(name, never);
    frame.remove();
    (await waiting).release();
  });

  it('that are stolen end for who had them, and releasing them does not take them from the thief', async () => {
    const robbed = await one.request(name, never);
    const stolen = await two.steal(name);
    expect(await robbed.ended).to.equal('stolen');
    robbed.release();
    expect(await one.tryRequest(name)).to.equal(undefined);
    stolen.release();
    expect(await stolen.ended).to.equal('released');
  });

  it('are not waited for any more after an abort, which ends none that is held', async () => {
    const aborter = new AbortController();
    const held = await one.request(name, aborter.signal);
    const waiting = two.request(name, aborter.signal);
    aborter.abort();
    const error = await waiting.catch((thrown: unknown) => thrown);
    expect((error as Error).name).to.equal('AbortError');
    expect(await two.tryRequest(name)).to.equal(undefined);
    held.release();
    expect(await held.ended).to.equal('released');
  });

  it('are absent where the browser has none, or grants none to a page without an origin', () => {
    const absent: [object: Navigator | Window, key: string, value: unknown][] = [
      [navigator, 'locks', undefined],
      [window, 'origin', 'null'],
    ];
    for (const [object, key, value] of absent) {
      const { restore } = replace(object, key as never, { value });
      expect('locks' in browserPorts()).to.equal(false);
      restore();
    }
    expect('locks' in browserPorts()).to.equal(true);
  });
});
