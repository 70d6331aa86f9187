/** Clock of the limits, in milliseconds; any monotonic one. */
export type Now = () => number;

/** A token bucket: `burst` at once, `perSecond` in the long run. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: Now;
  #tokens: number;
  #last: number;

  constructor(burst: number, perSecond: number, now: Now) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = burst;
    this.#last = now();
  }

  /** Takes one token; false if there is none. */
  take(): boolean {
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#last) / 1000) * this.#perSecond);
    this.#last = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whether it is as full as when it was made: such a bucket may be forgotten. */
  full(): boolean {
    return this.#tokens + ((this.#now() - this.#last) / 1000) * this.#perSecond >= this.#burst;
  }
}

/** Messages of one connection: what is over the limit is refused, and who goes on regardless is disconnected. */
export class MessageLimit {
  static readonly BURST = 40;
  static readonly PER_SECOND = 15;
  /** Refused messages, beyond which the connection is closed. */
  static readonly PATIENCE = 120;

  readonly #messages: TokenBucket;
  readonly #refusals: TokenBucket;

  constructor(now: Now) {
    this.#messages = new TokenBucket(MessageLimit.BURST, MessageLimit.PER_SECOND, now);
    this.#refusals = new TokenBucket(MessageLimit.PATIENCE, 10, now);
  }

  take(): 'pass' | 'refuse' | 'disconnect' {
    if (this.#messages.take()) return 'pass';
    return this.#refusals.take() ? 'refuse' : 'disconnect';
  }
}

/** One bucket for each sender of a request, forgotten when it has filled up again. */
export class AddressLimit {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: Now;

  constructor(burst: number, perSecond: number, now: Now = () => performance.now()) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
  }

  take(address: string): boolean {
    let bucket = this.#buckets.get(address);
    if (bucket === undefined) {
      if (this.#buckets.size >= 10_000) this.#forget();
      bucket = new TokenBucket(this.#burst, this.#perSecond, this.#now);
      this.#buckets.set(address, bucket);
    }
    return bucket.take();
  }

  #forget(): void {
    for (const [address, bucket] of this.#buckets) if (bucket.full()) this.#buckets.delete(address);
  }
}
