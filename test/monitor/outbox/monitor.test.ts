import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatAdapter } from '../../../src/contract/index.js';
import { ChatMonitor, memoryStores } from '../../../src/monitor/index.js';
import { fakePorts, settled } from '../../harness/fake-ports.js';
import { openFloor } from '../../harness/floor.js';

describe('the records of a monitor', () => {
  it('are kept under the viewer’s id, or the key that the host has for the viewer', async () => {
    const opened: string[] = [];
    const stores = memoryStores();
    const openStore: typeof stores = (adapterId, key) => {
      opened.push(`${adapterId} ${key}`);
      return stores(adapterId, key);
    };
    const { backend } = await openFloor({ ports: fakePorts({ openStore }) });
    const adapter: ChatAdapter = {
      id: 'memory',
      viewerKey: 'key of sue',
      connect: (options) => backend.adapter({ viewerId: 'sue' }).connect(options),
    };
    new ChatMonitor({ adapter, ports: fakePorts({ openStore }) }).start();
    await settled();
    assert.deepEqual(opened, ['memory sue', 'memory key of sue']);
  });

  it('claim nothing of what the host was doing when its page died', async () => {
    const openStore = memoryStores();
    const floor = await openFloor({ ports: fakePorts({ openStore }) });
    const { clock } = floor.ports;
    void floor.monitor.perform(
      { type: 'release', chatId: 'running', expected: floor.chat('running').assignmentVersion },
      { by: new Promise(() => {}) },
    );
    await settled();
    floor.monitor.stop();
    await openFloor({ ports: fakePorts({ openStore, clock, page: 'next' }), backend: floor.backend });
    await clock.advance(70_000);
    assert.deepEqual(
      floor.backend.control.reports.map(({ outcome }) => outcome),
      ['unknown'],
    );
    assert.equal(floor.backend.control.calls('outcome').length, 0);
  });

  it('are told only while their viewer is signed in', async () => {
    const openStore = memoryStores();
    const { backend } = await openFloor();
    const users = ['sue', 'tom'];
    const ports = fakePorts({ openStore });
    const adapter: ChatAdapter = {
      id: 'memory',
      connect: (options) => backend.adapter({ viewerId: users[0]! }).connect(options),
    };
    const monitor = new ChatMonitor({ adapter, ports });
    monitor.start();
    await settled();
    users.shift();
    backend.control.signOut('sue');
    await settled();
    monitor.reconnect();
    await settled();
    assert.equal(monitor.session.value?.viewer.id, 'tom');
    const told: string[] = [];
    monitor.on('report-event', ({ event }) => told.push(event.actor.id));
    backend.control.signIn('sue');
    const other = await openFloor({ ports: fakePorts({ openStore, page: 'other' }), backend });
    await other.monitor.perform({
      type: 'release',
      chatId: 'running',
      expected: other.chat('running').assignmentVersion,
    });
    await settled();
    assert.equal(other.monitor.reports.value[0]?.delivery, 'delivered');
    assert.deepEqual(told, []);
    assert.deepEqual(monitor.reports.value, []);
  });
});
