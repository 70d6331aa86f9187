import type { Desk } from './desk.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Actions, Refusal } from './messages.ts';
import type { VoteAnswer } from './polls.ts';
import { questionOf } from './questions.ts';

/** What the host does at the desk beside the course of the round, and how players answer to it. */
export type DeskActions = Pick<Actions, 'ask' | 'vote' | 'poll' | 'bars'>;

interface Parts {
  desk: Desk;
  lifecycle: Lifecycle;
  /** Projectors are told what they may see. */
  show(): void;
}

const VOTES: Readonly<Record<Exclude<VoteAnswer, 'ok'>, Refusal>> = {
  noPoll: { code: 'noPoll', message: 'That question is not asked any more: look at the screen again.' },
  closed: { code: 'closed', message: 'The question is closed: answers count no more.' },
  noChoice: { code: 'noChoice', message: 'There is no such answer: choose one of those shown.' },
  answered: { code: 'answered', message: 'You have answered already: the first answer counts.' },
};

export function createDeskActions({ desk, lifecycle, show }: Parts): DeskActions {
  const shown = (): undefined => {
    desk.sync();
    show();
    lifecycle.syncAll();
  };

  return {
    ask(message) {
      const question = questionOf(message, lifecycle.scenario);
      if (question === undefined) {
        return { code: 'noQuestion', message: 'There is no such question: choose one of the list.' };
      }
      desk.polls.ask(question);
      return shown();
    },
    vote(seat, { poll, choice }) {
      const answer = desk.polls.vote(seat.id, poll, choice);
      if (answer !== 'ok') return VOTES[answer];
      const asked = desk.polls.current;
      if (asked !== undefined) lifecycle.record.vote(seat, asked, choice);
      return shown();
    },
    poll({ to }) {
      if (!desk.polls.step(to)) {
        return { code: 'poll', message: 'The question can’t go there from here: look at the desk again.' };
      }
      return shown();
    },
    bars({ on }) {
      desk.settings.bars = on;
      return shown();
    },
  };
}
