import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PagePresence, pageLock } from '../../src/monitor/page-presence.js';
import { FakeBrowser } from '../harness/fake-browser.js';
import { FakeLifecycle, settled } from '../harness/fake-ports.js';

function setUp() {
  const browser = new FakeBrowser();
  const page = browser.openPage();
  const lifecycle = new FakeLifecycle();
  const presence = new PagePresence({ locks: page.locks, lifecycle }, 'p1');
  return { page, lifecycle, presence, held: () => browser.holder(pageLock('p1')) === page };
}

describe('a page’s presence', () => {
  it('is seen from its start to its stop', async () => {
    const { presence, held } = setUp();
    presence.start();
    await settled();
    assert.equal(held(), true);
    presence.stop();
    assert.equal(held(), false);
    presence.start();
    await settled();
    assert.equal(held(), true);
  });

  it('is not seen of a page that stops in the same moment', async () => {
    const { presence, held } = setUp();
    presence.start();
    presence.stop();
    await settled();
    assert.equal(held(), false);
  });

  it('is not seen while the page is put away', async () => {
    const { presence, lifecycle, held } = setUp();
    presence.start();
    await settled();
    lifecycle.set({ asleep: true });
    assert.equal(held(), false);
    lifecycle.set({ asleep: false });
    await settled();
    assert.equal(held(), true);
    presence.stop();
    lifecycle.set({ asleep: true });
    lifecycle.set({ asleep: false });
    await settled();
    assert.equal(held(), false, 'and not of one that stopped');
  });

  it('takes nothing where there are no locks', async () => {
    const presence = new PagePresence({ lifecycle: new FakeLifecycle() }, 'p1');
    presence.start();
    await settled();
    presence.stop();
  });
});
