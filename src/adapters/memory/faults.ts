import type { ChatErrorCode } from '../../contract/index.js';
import { abortErrorOf, ChatError } from '../../contract/index.js';
import type { SetTimer } from './runtime.js';

/** The methods of an adapter that a script can slow down or break. */
export type MemoryMethod =
  | 'connect'
  | 'watchSession'
  | 'watchChats'
  | 'watchAgents'
  | 'watchNotices'
  | 'watchMessages'
  | 'listQueues'
  | 'perform'
  | 'outcome'
  | 'report'
  | 'readReport'
  | 'sendMessage';

/**
 * What goes wrong with one call.
 * - an error code: the call is refused before it does anything
 * - `lost`: it is done, and its answer never comes
 * - `late`: it is done, and its answer comes `ms` later
 * - `twice`: it reaches the backend twice, as a repeated request does
 */
export type MemoryFault =
  | {
      readonly code: ChatErrorCode;
      readonly message?: string;
      readonly retryAfter?: number;
      readonly backendCode?: string;
    }
  | { readonly answer: 'lost' }
  | { readonly answer: 'late'; readonly ms: number }
  | { readonly answer: 'twice' };

/** Calls are slow, fail or lose their answers as a script says. */
export class FaultScript {
  readonly #setTimer: SetTimer;
  readonly #latency = new Map<MemoryMethod, number>();
  readonly #faults = new Map<MemoryMethod, MemoryFault[]>();

  constructor(setTimer: SetTimer) {
    this.#setTimer = setTimer;
  }

  setLatency(method: MemoryMethod, ms: number): void {
    this.#latency.set(method, ms);
  }

  add(method: MemoryMethod, fault: MemoryFault): void {
    const waiting = this.#faults.get(method);
    if (waiting === undefined) this.#faults.set(method, [fault]);
    else waiting.push(fault);
  }

  /** Does one call as scripted; `AbortError` when `signal` ends it. */
  async call<T>(method: MemoryMethod, signal: AbortSignal, effect: () => T): Promise<T> {
    const fault = this.#faults.get(method)?.shift();
    const latency = this.#latency.get(method) ?? 0;
    if (latency > 0) await this.wait(latency, signal);
    if (signal.aborted) throw abortErrorOf(signal);
    if (fault === undefined) return effect();
    if ('code' in fault) throw new ChatError(fault.code, fault.message ?? `The script says "${fault.code}".`, fault);
    const answer = effect();
    if (fault.answer === 'twice') return effect();
    if (fault.answer === 'lost') await this.wait(undefined, signal);
    else await this.wait(fault.ms, signal);
    return answer;
  }

  /** Milliseconds, or without a number for ever; until `signal` aborts. */
  wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = ms === undefined ? undefined : this.#setTimer(settle, ms);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      function settle(): void {
        signal.removeEventListener('abort', abort);
        resolve();
      }
      function abort(): void {
        stop?.();
        reject(abortErrorOf(signal));
      }
    });
  }
}
