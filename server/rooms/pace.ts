/** Length of the briefing, in milliseconds. */
export const BOOT_MS = 20_000;
/** Ticks of a round run at once at most, when the server fell behind. */
const MAX_CATCH_UP = 5;

/** How a room's milliseconds become a briefing that ends and ticks that are due. */
export class Pace {
  readonly tickMs: number;
  /** Milliseconds of simulated time that are due. */
  #due = 0;
  #bootLeft = 0;

  constructor(ticksPerSecond: number) {
    this.tickMs = 1000 / ticksPerSecond;
  }

  /** Length of the briefing, in ticks. */
  get bootTicks(): number {
    return Math.round(BOOT_MS / this.tickMs);
  }

  boot(): void {
    this.#bootLeft = BOOT_MS;
  }

  run(): void {
    this.#due = 0;
  }

  /** Lets the briefing go on; how much of it has passed, in ticks, and whether that was all. */
  brief(milliseconds: number): { passed: number; done: boolean } {
    this.#bootLeft -= milliseconds;
    const passed = Math.round((BOOT_MS - Math.max(0, this.#bootLeft)) / this.tickMs);
    return { passed, done: this.#bootLeft <= 0 };
  }

  /** Calls `tick` for every tick that has come due, as long as it answers true. */
  catchUp(milliseconds: number, tick: () => boolean): void {
    this.#due = Math.min(this.#due + milliseconds, MAX_CATCH_UP * this.tickMs);
    while (this.#due >= this.tickMs) {
      this.#due -= this.tickMs;
      if (!tick()) return;
    }
  }
}
