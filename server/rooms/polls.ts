import type { OwnVote, PollPhase, PollStep, PollView, TallyView } from '../../shared/protocol/polls.ts';
import type { PollQuestion } from './questions.ts';

/** A question that was put to the room, and how its seats answered: plain data. */
export interface Poll {
  /** Number of the poll in this room, from 1. */
  id: number;
  phase: PollPhase;
  question: PollQuestion;
  /** Index of the answer by seat. The first answer counts. */
  votes: Record<string, number>;
}

/** Everything that there is to keep of a room's polls. */
export interface PollsData {
  /** Polls made so far. */
  made: number;
  /** The one that is on the screens. */
  current: Poll | undefined;
}

/** Why a vote does not count. */
export type VoteAnswer = 'ok' | 'noPoll' | 'closed' | 'noChoice' | 'answered';

const NEXT: Readonly<Record<PollPhase, readonly PollStep[]>> = {
  open: ['closed', 'gone'],
  closed: ['shown', 'gone'],
  shown: ['gone'],
};

/**
 * Questions put to a class at any moment: one at a time, answered by every player who likes, once. `open` (answers come in and
 * nobody but the host sees how), `closed` (everybody sees how the class answered), `shown` (and what is right, and why), gone.
 */
export class Polls {
  #data: PollsData;

  constructor(data: PollsData = { made: 0, current: undefined }) {
    // Kept as JSON, a question that is not asked is not there at all.
    this.#data = { ...data, current: data.current };
  }

  get data(): Readonly<PollsData> {
    return this.#data;
  }

  get current(): Readonly<Poll> | undefined {
    return this.#data.current;
  }

  /** Puts a question to the room, in the place of the one before. */
  ask(question: PollQuestion): Poll {
    const id = this.#data.made + 1;
    const current: Poll = { id, phase: 'open', question, votes: {} };
    this.#data = { made: id, current };
    return current;
  }

  /** A seat's answer to poll `id`. */
  vote(seat: string, id: number, choice: number): VoteAnswer {
    const poll = this.#data.current;
    if (poll === undefined || poll.id !== id) return 'noPoll';
    if (poll.phase !== 'open') return 'closed';
    if (choice >= poll.question.answers.length) return 'noChoice';
    if (Object.hasOwn(poll.votes, seat)) return 'answered';
    poll.votes[seat] = choice;
    return 'ok';
  }

  /** Takes the poll one step on; false where it does not go there from here. */
  step(to: PollStep): boolean {
    const poll = this.#data.current;
    if (poll === undefined || !NEXT[poll.phase].includes(to)) return false;
    // An opinion has no right answer to be shown.
    if (to === 'shown' && poll.question.right < 0) return false;
    if (to === 'gone') this.#data = { ...this.#data, current: undefined };
    else poll.phase = to;
    return true;
  }

  /** What everybody sees; null where nothing is asked. */
  view(): PollView | null {
    const poll = this.#data.current;
    if (poll === undefined) return null;
    const { id, phase, question, votes } = poll;
    const shown = phase === 'shown';
    return {
      id,
      phase,
      text: question.text,
      answers: [...question.answers],
      answered: Object.keys(votes).length,
      counts: phase === 'open' ? null : countsOf(poll),
      right: shown ? question.right : -1,
      why: shown ? question.why : '',
    };
  }

  /** How the class answers; null where nothing is asked. */
  tally(): TallyView | null {
    const poll = this.#data.current;
    return poll === undefined ? null : { id: poll.id, counts: countsOf(poll) };
  }

  /** A seat's own answer to what is on the screens; null before it has given one. */
  own(seat: string): OwnVote | null {
    const poll = this.#data.current;
    const choice = poll?.votes[seat];
    return poll === undefined || choice === undefined ? null : { poll: poll.id, choice };
  }
}

function countsOf({ question, votes }: Poll): number[] {
  const counts = question.answers.map(() => 0);
  for (const choice of Object.values(votes)) counts[choice] = (counts[choice] ?? 0) + 1;
  return counts;
}
