/** Things to do later on the scene's clock, in order of time; bounded, so that a flood of events is thinned, not queued. */
const LIMIT = 160;

export class Agenda {
  private entries: { at: number; act: (now: number) => void }[] = [];

  /** `at` in milliseconds of the scene's clock. */
  later(at: number, act: (now: number) => void): void {
    if (this.entries.length >= LIMIT) return;
    this.entries.push({ at, act });
  }

  run(now: number): void {
    if (this.entries.length === 0) return;
    const due = this.entries.filter((entry) => entry.at <= now);
    if (due.length === 0) return;
    this.entries = this.entries.filter((entry) => entry.at > now);
    due.sort((a, b) => a.at - b.at);
    for (const entry of due) entry.act(now);
  }

  clear(): void {
    this.entries = [];
  }
}
