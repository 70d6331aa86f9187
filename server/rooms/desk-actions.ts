import type { Desk } from './desk.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Actions, Refusal } from './messages.ts';
import type { VoteAnswer } from './polls.ts';
import { itemQuestion, questionOf } from './questions.ts';
import type { SeatRecord, SeatTable } from './seats.ts';
import type { ItemAnswer } from './survey.ts';

/** What the host does at the desk beside the course of the round, and how players answer to it. */
export type DeskActions = Pick<
  Actions,
  | 'ask'
  | 'vote'
  | 'survey'
  | 'item'
  | 'poll'
  | 'bars'
  | 'policy'
  | 'spotlight'
  | 'waitingRoom'
  | 'admit'
  | 'capacity'
  | 'forgive'
>;

interface Parts {
  desk: Desk;
  seats: SeatTable;
  lifecycle: Lifecycle;
  /** Somebody who waited comes in. */
  admit(seat: SeatRecord): void;
  /** Projectors are told what they may see. */
  show(): void;
}

const VOTES: Readonly<Record<Exclude<VoteAnswer, 'ok'>, Refusal>> = {
  noPoll: { code: 'noPoll', message: 'That question is not asked any more: look at the screen again.' },
  closed: { code: 'closed', message: 'The question is closed: answers count no more.' },
  noChoice: { code: 'noChoice', message: 'There is no such answer: choose one of those shown.' },
  answered: { code: 'answered', message: 'You have answered already: the first answer counts.' },
};

const ITEMS: Readonly<Record<Exclude<ItemAnswer, 'ok'>, Refusal>> = {
  closed: { code: 'closed', message: 'The questions are closed: your teacher opens them.' },
  noItem: { code: 'noQuestion', message: 'There is no such question or answer: reload the page.' },
  answered: { code: 'answered', message: 'You have answered this one: the first answer counts.' },
};

export function createDeskActions({ desk, seats, lifecycle, admit, show }: Parts): DeskActions {
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
    survey({ run }) {
      desk.survey.open(run);
      return shown();
    },
    item(seat, { item, choice }) {
      const run = desk.survey.data.open;
      const answer = desk.survey.answer(seat.id, item, choice);
      if (answer !== 'ok') return ITEMS[answer];
      const question = itemQuestion(item);
      if (question !== undefined && run !== '')
        lifecycle.record.answer(seat, `inventory/${item}`, question, choice, run);
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
    policy(message) {
      const running = lifecycle.phase === 'boot' || lifecycle.phase === 'run';
      const answer = running ? lifecycle.act({ ...message, type: 'policy' }) : undefined;
      if (answer?.ok === false) return { code: answer.code, message: answer.message };
      desk.settings.policies = { ...desk.settings.policies, [message.station]: message.algorithm };
      return shown();
    },
    spotlight({ pid, line }) {
      if (!desk.shine(lifecycle.round, pid, line ?? '')) {
        return { code: 'noProcess', message: 'That process or that line is gone: choose another one.' };
      }
      return shown();
    },
    waitingRoom({ on }) {
      desk.settings.waitingRoom = on;
      if (!on) for (const seat of seats.waiting()) admit(seat);
      return shown();
    },
    admit({ seat: id }) {
      const found = seats.waiting().filter((seat) => id === undefined || seat.id === id);
      if (id !== undefined && found.length === 0) {
        return { code: 'noSeat', message: 'Nobody waits with this seat any more: look at the list again.' };
      }
      for (const seat of found) admit(seat);
      return shown();
    },
    capacity({ players }) {
      if (players > desk.most) {
        const message = `This server lets at most ${desk.most} players into a room: choose a lower number.`;
        return { code: 'tooMany', message };
      }
      desk.settings.capacity = players;
      return shown();
    },
    forgive({ seat: id }) {
      const { settings } = desk;
      const left = settings.banned.filter((ban) => ban.seat !== id);
      if (left.length === settings.banned.length) {
        return { code: 'noSeat', message: 'Nobody with this seat was taken out: look at the list again.' };
      }
      settings.banned = left;
      return shown();
    },
  };
}
