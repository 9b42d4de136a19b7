import {
  ChatError,
  type Agent,
  type Chat,
  type ChatCommand,
  type ReportOutcome,
  type Session,
} from '../contract/index.js';
import { Backoff } from './backoff.js';
import { ASK_LIMIT, outcomeOf, refusalOf } from './command-outcome.js';
import type { ConnectionKeeper } from './connection-keeper.js';
import { toChatError } from './errors.js';
import type { Clock, Random } from './ports.js';

/** One try of a command. */
const TRY_LIMIT = 15_000;

/** Whether it happened is open after these: the answer is lost, not the command. */
const uncertainCodes: readonly string[] = ['unavailable', 'timeout', 'protocol'];

/** The same, where a command is sent again: these say nothing of the time before. */
const undecidedCodes: readonly string[] = [...uncertainCodes, 'rate-limited', 'unauthenticated'];

type Answer = { readonly chat?: Chat; readonly agent?: Agent };

/** What became of a command. */
export type Settlement =
  | { readonly outcome: 'done'; readonly answer: Answer }
  | { readonly outcome: Exclude<ReportOutcome, 'performing' | 'done'>; readonly error: ChatError };

export interface ExecutionContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly keeper: ConnectionKeeper;
  session(): Session | undefined;
}

/** Has one command carried out, and follows it up until it is known what became of it, or that nobody knows. */
export class CommandExecution {
  readonly #context: ExecutionContext;
  readonly #id: string;
  readonly #command: ChatCommand;
  /** As of the user's decision, which is not carried out after a sleep: too much may have happened. */
  readonly #sleeps: number;

  /** To be made when the user decides. `id`: the key that the backend knows the command by. */
  constructor(context: ExecutionContext, id: string, command: ChatCommand) {
    this.#context = context;
    this.#id = id;
    this.#command = command;
    this.#sleeps = context.keeper.sleeps;
  }

  /** `by`: the host does it instead of the backend. Never rejects, but may take for as long as there is no connection. */
  async carryOut(by?: Promise<unknown>): Promise<Settlement> {
    if (by !== undefined) {
      return by.then(
        () => ({ outcome: 'done', answer: {} }),
        (thrown: unknown) => failed(hostError(thrown)),
      );
    }
    if (this.#slept) {
      return failed(new ChatError('unavailable', 'The page was put away.'));
    }
    const settlement = await this.#send();
    return settlement.outcome === 'unknown' ? this.#findOut(settlement.error) : settlement;
  }

  get #slept(): boolean {
    return this.#context.keeper.sleeps !== this.#sleeps;
  }

  /** One try. `unknown` where the answer was lost. */
  async #send(): Promise<Settlement> {
    try {
      const answer = await this.#context.keeper.current.call(TRY_LIMIT, (connection, signal) =>
        connection.perform(this.#command, { signal, idempotencyKey: this.#id }),
      );
      return {
        outcome: 'done',
        answer: this.#command.type === 'set-agent-status' ? { agent: answer as Agent } : { chat: answer as Chat },
      };
    } catch (thrown) {
      const error = toChatError(thrown);
      return { outcome: uncertainCodes.includes(error.code) ? 'unknown' : 'refused', error };
    }
  }

  /**
   * The answer was lost. Asks what happened; where that cannot be asked, sends the same command with the same key if
   * the backend performs a key once and nobody slept; otherwise nobody knows, and it is not sent again.
   */
  async #findOut(lost: ChatError): Promise<Settlement> {
    const { clock } = this.#context;
    const { current } = this.#context.keeper;
    const before = this.#context.session();
    const backoff = new Backoff(this.#context.random);
    const unknown: Settlement = { outcome: 'unknown', error: lost };
    let { retryAfter } = lost;
    for (;;) {
      // No timer runs while there is no connection.
      await current.whenThere();
      const delay = backoff.next(retryAfter);
      await new Promise<void>((resolve) => clock.setTimer(resolve, delay));
      const connection = await current.whenThere();
      // Another viewer must not answer for this one.
      if (this.#context.session()?.viewer.id !== before?.viewer.id) return unknown;
      let settlement: Settlement | undefined = unknown;
      if (connection.outcome !== undefined) settlement = await this.#ask(lost);
      else if (before?.capabilities.guarantees.idempotency === 'key' && !this.#slept) {
        settlement = await this.#send();
        if (settlement.outcome !== 'done' && undecidedCodes.includes(settlement.error.code)) {
          ({ retryAfter } = settlement.error);
          settlement = undefined;
        }
      }
      if (settlement !== undefined) return settlement;
    }
  }

  /** What the backend says became of the command; undefined where asking again may help. */
  async #ask(lost: ChatError): Promise<Settlement | undefined> {
    const asked = this.#context.keeper.current.call(ASK_LIMIT, async (connection, signal) =>
      connection.outcome?.(this.#id, { signal }),
    );
    const known = await outcomeOf(asked);
    switch (known?.state) {
      case 'done':
        return { outcome: 'done', answer: known.chat ? { chat: known.chat } : {} };
      case 'refused':
        return { outcome: 'refused', error: refusalOf(known) };
      case 'not-performed':
        return failed(lost);
      case 'unknown':
        return { outcome: 'unknown', error: lost };
      default:
        return undefined;
    }
  }
}

/** It did not reach the backend, or the host broke down with it. */
export function failed(error: ChatError): Settlement {
  return { outcome: 'failed', error };
}

/** What a host rejects with is in its own words, and worth showing. */
function hostError(thrown: unknown): ChatError {
  const error = toChatError(thrown);
  return error.code === 'protocol' ? new ChatError('invalid', error.message, { cause: thrown }) : error;
}
