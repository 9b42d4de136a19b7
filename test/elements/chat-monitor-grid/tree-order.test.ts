import { expect } from '@open-wc/testing';
import { TreeOrder } from '../../../src/elements/chat-monitor-grid/tree-order.js';

describe('TreeOrder', () => {
  function setUp() {
    let arranged = 0;
    const order = new TreeOrder(() => (arranged += 1));
    return { order, arranged: () => arranged };
  }

  it('waits for a second in which nothing moves', () => {
    const { order, arranged } = setUp();
    order.moved(false);
    order.tick();
    order.moved(false);
    order.tick();
    expect(arranged()).to.equal(0);
    order.tick();
    order.tick();
    expect(arranged()).to.equal(1);
  });

  it('waits ten seconds at most', () => {
    const { order, arranged } = setUp();
    for (let second = 0; second < 25; second += 1) {
      order.moved(false);
      order.tick();
    }
    expect(arranged()).to.equal(2);
  });

  it('does not wait while the rows have the focus', () => {
    const { order, arranged } = setUp();
    order.moved(true);
    expect(arranged()).to.equal(1);
    order.tick();
    order.tick();
    expect(arranged()).to.equal(1);
  });
});
