import { ChatError } from '../contract/index.js';
import { limited } from './limited.js';
import { elapsedSince, momentOf, type Moment } from './moment.js';
import type { Clock } from './ports.js';
import type { RenewSignIn } from './types.js';

/** So long the host has, ms: somebody may have to type a password. */
const RENEWAL_LIMIT = 60_000;
/** A renewed sign-in that was good for less than this, ms, is not renewed again: that would go round in circles. */
const GOOD_FOR = 60_000;

/** Lets the host sign the viewer in again, once per end of a sign-in. */
export class SignInRenewal {
  readonly #clock: Clock;
  #renew: RenewSignIn | undefined;
  #asked = false;
  /** Since when the renewed sign-in has been good. */
  #goodSince: Moment | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The host's way, where it has one. */
  get renew(): RenewSignIn | undefined {
    return this.#renew;
  }

  set renew(renew: RenewSignIn | undefined) {
    this.#renew = renew;
    // The next one is another host's. One that is only replaced may be the same again, and was asked already.
    if (renew === undefined) this.reset();
  }

  /** Whether the host is to be asked. */
  get possible(): boolean {
    if (this.#renew === undefined) return false;
    if (!this.#asked) return true;
    return this.#goodSince !== undefined && elapsedSince(this.#goodSince, this.#clock) >= GOOD_FOR;
  }

  /** Resolves with nothing when somebody is signed in again, else with why nobody is. Ends when `signal` aborts. */
  async ask(refusal: ChatError, signal: AbortSignal): Promise<ChatError | undefined> {
    this.#asked = true;
    this.#goodSince = undefined;
    try {
      // Async, so that a host that throws is one that rejects.
      const ask = async (limit: AbortSignal): Promise<boolean | undefined> => this.#renew?.({ signal: limit });
      return (await limited(this.#clock, RENEWAL_LIMIT, ask, signal)) === true ? undefined : refusal;
    } catch (cause) {
      return new ChatError('unauthenticated', refusal.message, { cause });
    }
  }

  /** The view is live. */
  succeeded(): void {
    if (this.#asked) this.#goodSince ??= momentOf(this.#clock);
  }

  /** The host may be asked again, whatever came of the last time. */
  reset(): void {
    this.#asked = false;
  }
}
