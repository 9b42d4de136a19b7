import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, type ReleaseCommand } from '../../src/contract/index.js';
import type { ChatMonitor, RenewSignIn } from '../../src/monitor/index.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { createFloorBackend, openFloor, type Floor } from '../harness/floor.js';

/** A host whose answers the test gives. */
class Host {
  readonly asked: { readonly signal: AbortSignal; answer(renewed: boolean): void; fail(error: Error): void }[] = [];

  readonly renewSignIn: RenewSignIn = ({ signal }) =>
    new Promise((resolve, reject) => this.asked.push({ signal, answer: resolve, fail: reject }));

  get last() {
    const last = this.asked.at(-1);
    assert.ok(last, 'the host was not asked');
    return last;
  }
}

async function openWithHost(): Promise<Floor & { readonly host: Host }> {
  const host = new Host();
  return { ...(await openFloor({ renewSignIn: host.renewSignIn })), host };
}

const state = ({ monitor }: { readonly monitor: ChatMonitor }): string =>
  `${monitor.connection.value.status} ${monitor.connection.value.error?.code ?? ''}`.trim();

const releaseOf = (floor: Floor): ReleaseCommand => ({
  type: 'release',
  chatId: 'running',
  expected: floor.chat('running').assignmentVersion,
});

describe('a sign-in that ends', () => {
  it('is renewed by the host while the view stays, and goes on where it was', async () => {
    const { monitor, backend, ports, host, chat } = await openWithHost();
    const view = monitor.createView({ list: 'floor' });
    await ports.clock.advance(14_000);
    const heardAt = ports.clock.now() - 4_000;
    backend.control.signOut('sue');
    await settled();
    assert.equal(state({ monitor }), 'stale unauthenticated');
    assert.equal(monitor.connection.value.since, heardAt);
    assert.equal(view.total, 2);
    assert.equal(backend.control.watches(), 0);
    assert.equal(host.asked.length, 1, 'all watches were refused, and the host is asked once');

    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    await ports.clock.advance(20_000);
    backend.control.signIn('sue');
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'live');
    assert.equal(chat('waiting').assignee?.id, 'bob');
    assert.equal(view.total, 2);
    const [, resumed] = backend.control.calls('watchAgents');
    assert.ok(resumed?.args[1], 'by cursor');
  });

  it('is over where the host says no, rejects, throws or takes more than a minute', async () => {
    const answers: readonly (readonly [string, RenewSignIn])[] = [
      ['says no', () => Promise.resolve(false)],
      ['rejects', () => Promise.reject(new Error('the popup was closed'))],
      [
        'throws',
        () => {
          throw new Error('no such popup');
        },
      ],
      ['takes for ever', () => new Promise(() => {})],
      ['is not a host that keeps to its type', () => Promise.resolve(undefined as unknown as boolean)],
    ];
    for (const [name, renewSignIn] of answers) {
      const { monitor, backend, ports } = await openFloor({ renewSignIn });
      backend.control.signOut('sue');
      await ports.clock.advance(59_000);
      if (name === 'takes for ever') assert.equal(state({ monitor }), 'stale unauthenticated', name);
      await ports.clock.advance(1_000);
      assert.equal(state({ monitor }), 'signed-out unauthenticated', name);
      assert.equal(backend.control.calls('connect').length, 1, name);
      const calls = backend.control.calls().length;
      await ports.clock.advance(120_000);
      assert.equal(backend.control.calls().length, calls, name);
    }
  });

  it('tells the host when nobody waits any more, and takes no late answer', async () => {
    const { monitor, backend, ports, host } = await openWithHost();
    backend.control.signOut('sue');
    await ports.clock.advance(60_000);
    assert.equal(host.last.signal.aborted, true);
    backend.control.signIn('sue');
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'signed-out unauthenticated');
  });

  it('carries the host’s reason', async () => {
    const { monitor, backend, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    const reason = new Error('the popup was closed');
    host.last.fail(reason);
    await settled();
    assert.equal(monitor.connection.value.error?.cause, reason);
  });

  it('is not renewed in a circle', async () => {
    const { monitor, backend, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'signed-out unauthenticated', 'the backend still refuses');
    assert.equal(host.asked.length, 1);
  });

  it('is renewed again only where the last renewal was good for a while', async () => {
    const { monitor, backend, ports, host } = await openWithHost();
    const renew = async (): Promise<void> => {
      backend.control.signOut('sue');
      await settled();
      backend.control.signIn('sue');
      host.last.answer(true);
      await settled();
    };
    await renew();
    assert.equal(state({ monitor }), 'live');
    await ports.clock.advance(61_000);
    await renew();
    assert.equal(state({ monitor }), 'live');
    assert.equal(host.asked.length, 2);
    await ports.clock.advance(59_000);
    await renew();
    assert.equal(state({ monitor }), 'signed-out unauthenticated');
    assert.equal(host.asked.length, 2);
  });

  it('is not asked for again by a page that wakes', async () => {
    const { monitor, backend, ports, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    host.last.answer(false);
    await settled();
    ports.lifecycle.set({ asleep: true });
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(state({ monitor }), 'signed-out unauthenticated');
    assert.equal(host.asked.length, 1);
  });

  it('is asked for again when the user tries again', async () => {
    const { monitor, backend, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    host.last.answer(false);
    await settled();
    monitor.reconnect();
    assert.equal(state({ monitor }), 'stale');
    await settled();
    assert.equal(state({ monitor }), 'stale unauthenticated');
    backend.control.signIn('sue');
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'live');
    assert.equal(host.asked.length, 2);
  });

  it('that the user renews elsewhere needs no answer of the host any more', async () => {
    const { monitor, backend, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    backend.control.signIn('sue');
    monitor.reconnect();
    await settled();
    assert.equal(state({ monitor }), 'live');
    assert.equal(host.last.signal.aborted, true);
    host.last.answer(false);
    await settled();
    assert.equal(state({ monitor }), 'live');
  });

  it('is renewed before the view was ever there', async () => {
    const host = new Host();
    let signedIn = false;
    const { monitor } = await openFloor({
      renewSignIn: host.renewSignIn,
      wrap: (adapter) => ({
        ...adapter,
        connect: async (options) => {
          if (signedIn) return adapter.connect(options);
          throw new ChatError('unauthenticated', 'Nobody is signed in.');
        },
      }),
    });
    assert.equal(state({ monitor }), 'connecting unauthenticated');
    signedIn = true;
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'live');
  });

  it('is renewed by a host that comes late', async () => {
    const host = new Host();
    const { monitor, backend } = await openFloor();
    backend.control.signOut('sue');
    await settled();
    assert.equal(state({ monitor }), 'signed-out unauthenticated');
    monitor.renewSignIn = host.renewSignIn;
    assert.equal(state({ monitor }), 'stale unauthenticated');
    backend.control.signIn('sue');
    host.last.answer(true);
    await settled();
    assert.equal(state({ monitor }), 'live');
  });

  it('is not asked for again by a host that says anew how, unless it is another one', async () => {
    const { monitor, backend, host } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    host.last.answer(false);
    await settled();
    monitor.renewSignIn = (options) => host.renewSignIn(options);
    await settled();
    assert.equal(host.asked.length, 1);
    monitor.renewSignIn = undefined;
    monitor.renewSignIn = host.renewSignIn;
    assert.equal(host.asked.length, 2);
  });

  it('is nobody’s business after `stop`, and while the page is put away', async () => {
    const { monitor, backend, ports, host, release } = await openWithHost();
    backend.control.signOut('sue');
    await settled();
    ports.lifecycle.set({ asleep: true });
    assert.equal(host.last.signal.aborted, true);
    await settled();
    assert.deepEqual(ports.clock.pending, []);
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(host.asked.length, 2, 'and is asked for anew on waking');
    monitor.stop();
    release();
    assert.equal(host.last.signal.aborted, true);
    await ports.clock.advance(3_000);
    assert.deepEqual(ports.clock.pending, []);
  });

  it('may be renewed for somebody else, who sees nothing of what was shown before', async () => {
    let viewerId = 'sue';
    const host = new Host();
    const ports = fakePorts();
    const backend = createFloorBackend(ports);
    const { monitor } = await openFloor({
      ports,
      backend,
      renewSignIn: host.renewSignIn,
      wrap: (adapter) => ({ ...adapter, connect: (options) => backend.adapter({ viewerId }).connect(options) }),
    });
    const view = monitor.createView({ list: 'floor' });
    assert.equal(view.total, 2);
    backend.control.signOut('sue');
    await settled();
    viewerId = 'ann';
    host.last.answer(true);
    await settled();
    assert.equal(monitor.session.value?.viewer.id, 'ann');
    assert.equal(view.total, 0, 'an agent has no floor');
  });
});

describe('a command whose answer is lost', () => {
  it('is not asked for in the name of another viewer who signed in meanwhile: what became of it is unknown', async () => {
    let viewerId = 'sue';
    const ports = fakePorts();
    const backend = createFloorBackend(ports);
    const floor = await openFloor({
      ports,
      backend,
      wrap: (adapter) => ({ ...adapter, connect: (options) => backend.adapter({ viewerId }).connect(options) }),
    });
    backend.control.fail('perform', { answer: 'lost' });
    const acting = floor.monitor.perform(releaseOf(floor));
    await settled();
    backend.control.signOut('sue');
    await settled();
    viewerId = 'tom';
    floor.monitor.reconnect();
    await ports.clock.advance(60_000);
    const result = await acting;
    assert.ok(result.state === 'failed');
    assert.equal(floor.monitor.session.value?.viewer.id, 'tom');
    assert.equal(result.outcome, 'unknown');
    assert.deepEqual(backend.control.calls('outcome'), []);
  });
});

describe('a command that is refused because the sign-in ended', () => {
  it('has failed, asks the host, and is never sent again', async () => {
    const floor = await openWithHost();
    const { monitor, backend, ports, host } = floor;
    backend.control.fail('perform', { code: 'unauthenticated' });
    const result = await monitor.perform(releaseOf(floor));
    assert.ok(result.state === 'failed');
    assert.deepEqual([result.outcome, result.error.code], ['refused', 'unauthenticated']);
    assert.equal(state(floor), 'stale unauthenticated');
    host.last.answer(true);
    await ports.clock.advance(30_000);
    assert.equal(state(floor), 'live');
    assert.equal(backend.control.calls('perform').length, 1);
    assert.equal(backend.control.chat('running').status, 'assigned');
  });

  it('does not ask twice, together with others', async () => {
    const floor = await openWithHost();
    const { monitor, backend, host } = floor;
    backend.control.fail('perform', { code: 'unauthenticated' }, { code: 'unauthenticated' });
    const release = monitor.perform(releaseOf(floor));
    const assign = monitor.perform({
      type: 'assign',
      chatId: 'waiting',
      to: { type: 'agent', id: 'bob' },
      expected: floor.chat('waiting').assignmentVersion,
    });
    const codes = await Promise.all([release, assign]);
    assert.deepEqual(
      codes.map((result) => result.state === 'failed' && result.error.code),
      ['unauthenticated', 'unauthenticated'],
    );
    assert.equal(host.asked.length, 1);
    assert.equal(state(floor), 'stale unauthenticated');
  });

  it('says nothing about the sign-in that came after it', async () => {
    const { monitor, backend, host } = await openWithHost();
    let refuse: (error: Error) => void = () => {};
    const call = monitor.call(10_000, () => new Promise((_, reject) => (refuse = reject)));
    const refused = assert.rejects(call, { code: 'unauthenticated' });
    backend.control.signOut('sue');
    await settled();
    backend.control.signIn('sue');
    host.last.answer(true);
    await settled();
    refuse(Object.assign(new Error('of the old sign-in'), { name: 'ChatError', code: 'unauthenticated' }));
    await refused;
    assert.equal(state({ monitor }), 'live');
    assert.equal(host.asked.length, 1);
  });
});
