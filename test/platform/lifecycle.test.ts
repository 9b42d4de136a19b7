import { expect } from '@open-wc/testing';
import { browserPorts } from '../../src/platform/index.js';

describe('the lifecycle of a page', () => {
  const { lifecycle } = browserPorts();

  afterEach(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));

  it('tells of falling asleep and of waking', () => {
    const seen: boolean[] = [];
    const stop = lifecycle.subscribe(() => seen.push(lifecycle.asleep));
    for (const [target, name] of [
      [window, 'pagehide'],
      [window, 'pageshow'],
      [document, 'freeze'],
      [document, 'resume'],
    ] as const) {
      target.dispatchEvent(new Event(name));
    }
    stop();
    window.dispatchEvent(new Event('pagehide'));
    expect(seen).to.deep.equal([true, false, true, false]);
  });

  it('is right for who comes after a sleep that nobody followed to its end', () => {
    lifecycle.subscribe(() => {})();
    window.dispatchEvent(new Event('pagehide'));
    expect(lifecycle.asleep).to.be.true;
    window.dispatchEvent(new Event('pageshow'));
    expect(lifecycle.asleep).to.be.false;
  });
});
