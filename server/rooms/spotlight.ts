import { SPOTLIGHT_LINES, type SpotlightView } from '../../shared/protocol/spotlight.ts';
import type { Round } from '../game/round.ts';

type NameOf = (seat: string) => string | undefined;

/** The process that the host shows on the projector. Its calls with their arguments are seen there and at the desk, and nowhere else. */
export class Spotlight {
  #view: SpotlightView | null = null;
  /** Seat whose own process it is; '' for others. */
  #seat = '';

  get view(): SpotlightView | null {
    return this.#view;
  }

  /** Shows a process of the machine, and picks out one of its last lines. False: there is no such process or line. */
  show(round: Round, pid: number, line: string, nameOf: NameOf): boolean {
    const found = lookAt(round, pid, nameOf);
    if (found === undefined || (line !== '' && !found.strace.includes(line))) return false;
    this.#view = { ...found, line };
    this.#seat = round.closeUp(pid)?.seat ?? '';
    return true;
  }

  clear(): void {
    this.#view = null;
  }

  /** Brings what is shown up to what is so now. */
  follow(round: Round, nameOf: NameOf): void {
    if (this.#view === null || this.#view.ended) return;
    const { pid, line } = this.#view;
    const found = lookAt(round, pid, nameOf);
    if (found !== undefined) this.#view = { ...found, line };
    else this.#view = { ...this.#view, strace: this.#lastLines(round, this.#view.strace), ended: true };
  }

  /** What strace printed to the end of a process that is gone. */
  #lastLines(round: Round, known: string[]): string[] {
    return round.seat(this.#seat)?.strace.slice(-SPOTLIGHT_LINES) ?? known;
  }
}

function lookAt(round: Round, pid: number, nameOf: NameOf): SpotlightView | undefined {
  const seen = round.closeUp(pid);
  if (seen === undefined) return undefined;
  const { seat, program, strace } = seen;
  const nickname = nameOf(seat) ?? '';
  return { pid, program, nickname, strace: strace.slice(-SPOTLIGHT_LINES), line: '', ended: false };
}
