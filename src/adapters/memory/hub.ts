import { ChatError } from '../../contract/index.js';
import type { MemoryCore } from './core.js';
import type { FaultScript, MemoryMethod } from './faults.js';
import { WatchLine, type WatchKind } from './watch-line.js';

/** One call that reached the backend. */
export interface MemoryCall {
  readonly method: MemoryMethod;
  readonly viewerId: string;
  readonly args: readonly unknown[];
}

/** What all connections share: the lines that are open, who is signed in, and what the script breaks. */
export class MemoryHub {
  readonly core: MemoryCore;
  readonly faults: FaultScript;
  readonly lines = new Set<WatchLine>();
  readonly calls: MemoryCall[] = [];
  readonly signedOut = new Set<string>();
  reachable = true;
  silent = false;
  heartbeat: number;

  constructor(core: MemoryCore, faults: FaultScript, heartbeat: number) {
    this.core = core;
    this.faults = faults;
    this.heartbeat = heartbeat;
    core.store.subscribe(() => {
      for (const line of this.lines) line.wake();
    });
  }

  /** Does a call as the script says, once backend and sign-in allow it. */
  call<T>(
    method: MemoryMethod,
    viewerId: string,
    signal: AbortSignal,
    args: readonly unknown[],
    effect: () => T,
  ): Promise<T> {
    this.calls.push({ method, viewerId, args });
    return this.faults.call(method, signal, () => {
      this.#admit(viewerId);
      return effect();
    });
  }

  #admit(viewerId: string): void {
    if (!this.reachable) throw new ChatError('unavailable', 'The backend cannot be reached.');
    if (this.signedOut.has(viewerId)) throw new ChatError('unauthenticated', 'The sign-in is over.');
    this.core.store.user(viewerId);
  }

  /** Opens a watch; `body` gets its line, which is forgotten when the watch ends. */
  async *watch<T>(
    kind: WatchKind,
    method: MemoryMethod,
    viewerId: string,
    signal: AbortSignal,
    args: readonly unknown[],
    body: (line: WatchLine) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    await this.call(method, viewerId, signal, args, () => undefined);
    const line = new WatchLine(kind, viewerId, signal);
    line.silent = this.silent;
    this.lines.add(line);
    try {
      yield* body(line);
    } finally {
      this.lines.delete(line);
    }
  }
}
