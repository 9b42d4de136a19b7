import {
  createMemoryBackend,
  type MemoryBackend,
  type MemoryOptions,
  type MemorySeed,
} from '../../src/adapters/memory/index.js';
import type { Chat, ChatAdapter } from '../../src/contract/index.js';
import { ChatMonitor, type RenewSignIn } from '../../src/monitor/index.js';
import { fakePorts, settled, type FakePorts } from './fake-ports.js';

/** Two supervisors, three agents, two queues, one chat of each kind. */
export const floorSeed: MemorySeed = {
  companies: [{ id: 'acme', name: 'Acme' }],
  queues: [
    { id: 'vpn', name: 'VPN', companyId: 'acme' },
    { id: 'mail', name: 'Mail', companyId: 'acme' },
  ],
  users: [
    { id: 'sue', name: 'Sue Supervisor', roles: ['supervisor', 'agent'], agent: { capacity: 3, queues: ['vpn'] } },
    { id: 'tom', name: 'Tom Supervisor', roles: ['supervisor'] },
    { id: 'ann', name: 'Ann Agent', roles: ['agent'], agent: { capacity: 3, queues: ['vpn', 'mail'] } },
    { id: 'bob', name: 'Bob Agent', roles: ['agent'], agent: { capacity: 2, queues: ['vpn'] } },
    { id: 'cyd', name: 'Cyd Agent', roles: ['agent'], agent: { availability: 'unavailable', statusCode: 'Lunch' } },
  ],
  chats: [
    { id: 'waiting', requester: { id: 'r1', name: 'Rita' }, issue: 'No VPN', companyId: 'acme', queueId: 'vpn' },
    {
      id: 'running',
      requester: { id: 'r2', name: 'Rolf' },
      issue: 'Mail bounces',
      companyId: 'acme',
      queueId: 'mail',
      assigneeId: 'ann',
    },
  ],
  settings: {
    queueAssignment: true,
    sla: { queue: { warning: 2, breach: 5 }, session: { warning: 20, breach: 30 } },
  },
};

/** A backend that goes by the clock of the ports. */
export function createFloorBackend({ clock }: FakePorts, options: MemoryOptions = {}): MemoryBackend {
  return createMemoryBackend(floorSeed, {
    now: () => clock.now(),
    setTimer: (callback, ms) => clock.setTimer(callback, ms),
    ...options,
  });
}

export interface Floor {
  readonly backend: MemoryBackend;
  readonly monitor: ChatMonitor;
  readonly ports: FakePorts;
  chat(id: string): Chat;
  /** Ends the leases on the lists. */
  release(): void;
}

/** A monitor on a memory backend, connected, with everything on it in use. */
export async function openFloor(
  options: MemoryOptions & {
    readonly viewerId?: string;
    readonly ports?: FakePorts;
    readonly backend?: MemoryBackend;
    /** Puts something between the backend's adapter and the monitor. */
    readonly wrap?: (adapter: ChatAdapter) => ChatAdapter;
    readonly renewSignIn?: RenewSignIn;
  } = {},
): Promise<Floor> {
  const ports = options.ports ?? fakePorts();
  const { clock } = ports;
  const backend = options.backend ?? createFloorBackend(ports, options);
  const { viewerId = 'sue', renewSignIn, wrap = (adapter) => adapter } = options;
  const adapter = wrap(backend.adapter({ viewerId }));
  const monitor = new ChatMonitor({ adapter, ports, ...(renewSignIn && { renewSignIn }) });
  const leases = (['floor', 'mine', 'agents', 'notices'] as const).map((name) => monitor.use(name));
  monitor.start();
  await clock.advance(0);
  await settled();
  return {
    backend,
    monitor,
    ports,
    release() {
      for (const release of leases) release();
    },
    chat(id) {
      const chat = monitor.chat(id);
      if (chat === undefined) throw new Error(`no chat ${id}`);
      return chat;
    },
  };
}
