import { Problem } from '../domain/problem.js';

export interface RateLimit {
  /** Calls that are free again every second. */
  readonly perSecond: number;
  /** Calls at once. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** One token bucket per viewer and instance. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number,
  ) {}

  /** Errors: 429 with the seconds to wait. */
  take(viewerId: string): void {
    const { perSecond, burst } = this.limit;
    const at = this.now();
    const bucket = this.#buckets.get(viewerId) ?? { tokens: burst, at };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1_000) * perSecond);
    bucket.at = at;
    this.#buckets.set(viewerId, bucket);
    if (bucket.tokens < 1) {
      const retryAfter = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      throw new Problem(429, `Too many calls. Try again in ${String(retryAfter)} s.`, { retryAfter });
    }
    bucket.tokens -= 1;
  }

  /** Forgets who has not called for a while: their bucket would be full again. */
  sweep(): void {
    const full = this.now() - (this.limit.burst / this.limit.perSecond) * 1_000;
    for (const [id, bucket] of this.#buckets) if (bucket.at <= full) this.#buckets.delete(id);
  }
}
