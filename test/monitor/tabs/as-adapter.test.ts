/** A page that follows another has to look like a connection to the backend: the tests of one are run on it. */
import type { Clock } from '../../../src/monitor/index.js';
import { PageAdapter } from '../../../src/monitor/tabs/page-adapter.js';
import { reachThrough } from '../../adapters/memory/fixtures.js';
import { FakeBrowser } from '../../harness/fake-browser.js';
import { fakePorts } from '../../harness/fake-ports.js';

let pages = 0;

reachThrough((adapter, time) => {
  const browser = new FakeBrowser();
  // News of lists go out at once: these tests move the time themselves.
  const clock: Clock = {
    now: time.now,
    wall: time.now,
    setTimer(callback, delay) {
      if (delay > 50) return time.setTimer(callback, delay);
      const soon = setImmediate(callback);
      return () => clearImmediate(soon);
    },
  };
  const page = (): PageAdapter => {
    const tab = browser.openPage();
    const name = `page${(pages += 1)}`;
    const ports = { ...fakePorts({ tab, page: name }), clock };
    return new PageAdapter(adapter, { ports, pageId: name, roleChanged: () => {}, foreign: () => {} });
  };
  const leader = page();
  const follower = page();
  return {
    id: adapter.id,
    async connect(options) {
      await leader.connect(options);
      return follower.connect(options);
    },
  };
}, 12);

await import('../../adapters/memory/watching.test.js');
await import('../../adapters/memory/acting.test.js');
await import('../../adapters/memory/beside.test.js');
await import('../../adapters/memory/script.test.js');
