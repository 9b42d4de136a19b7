import type { ChatAdapter } from '../../contract/index.js';
import { openConnection } from './connection.js';
import { MemoryControl } from './control.js';
import { MemoryCore } from './core.js';
import { FaultScript } from './faults.js';
import { MemoryHub } from './hub.js';
import { openChat } from './open-chat.js';
import { rulesFrom } from './rules.js';
import { systemRuntime } from './runtime.js';
import { generateSeed } from './seed.js';
import { MemoryStore } from './store.js';
import type { MemoryOptions, MemorySeed } from './types.js';

export interface MemoryAdapterOptions {
  /** Who is signed in. */
  readonly viewerId: string;
  /** The adapter's id; "memory" by default. */
  readonly id?: string;
  /** By default the viewer's id; `null` for an adapter that does not know it before connecting. */
  readonly viewerKey?: string | null;
}

/** A chat backend in memory, and the hand that moves it. */
export interface MemoryBackend {
  readonly control: MemoryControl;
  /** An adapter for one signed-in user; several users, or several tabs of one, share the backend. */
  adapter(options: MemoryAdapterOptions): ChatAdapter;
}

/** A whole backend: everything native, every guarantee the best, unless the options say less. */
export function createMemoryBackend(seed?: MemorySeed, options: MemoryOptions = {}): MemoryBackend {
  const now = options.now ?? systemRuntime.now;
  const rules = rulesFrom(options);
  const start = seed ?? generateSeed({ now: now() });
  const store = new MemoryStore(start, now, options.logLimit ?? 10_000);
  for (const chat of start.chats) openChat(store, chat);
  const hub = new MemoryHub(new MemoryCore(store, rules), new FaultScript(rules.setTimer), options.heartbeat ?? 10_000);
  return {
    control: new MemoryControl(hub),
    adapter({ viewerId, id = 'memory', viewerKey = viewerId }) {
      return {
        id,
        ...(viewerKey === null ? {} : { viewerKey }),
        connect: ({ signal }) => hub.call('connect', viewerId, signal, [], () => openConnection(hub, viewerId)),
      };
    },
  };
}

/** An adapter with a backend of its own. */
export interface MemoryAdapter extends ChatAdapter {
  readonly control: MemoryControl;
  readonly backend: MemoryBackend;
}

export interface CreateMemoryAdapterOptions extends MemoryOptions, Partial<MemoryAdapterOptions> {
  readonly seed?: MemorySeed;
}

/** One adapter on a backend of its own; signed in is the seed's first user unless `viewerId` names another. */
export function createMemoryAdapter(options: CreateMemoryAdapterOptions = {}): MemoryAdapter {
  const seed = options.seed ?? generateSeed({ now: (options.now ?? systemRuntime.now)() });
  const backend = createMemoryBackend(seed, options);
  const viewerId = options.viewerId ?? seed.users[0]?.id;
  if (viewerId === undefined) throw new TypeError('createMemoryAdapter: the seed has no user who could sign in.');
  return { ...backend.adapter({ ...options, viewerId }), control: backend.control, backend };
}
