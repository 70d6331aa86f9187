import type { RoomState } from '../../shared/protocol/state.ts';
import { MOST_SCHEDULERS } from '../../shared/roles.ts';
import type { Desk } from './desk.ts';
import type { DeskActions } from './desk-actions.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Actions, Refusal } from './messages.ts';
import { checkNickname, nameKey } from './names.ts';
import type { Repertoire } from './repertoire.ts';
import { type SeatRecord, type SeatTable, showName } from './seats.ts';

interface Parts {
  state: RoomState;
  seats: SeatTable;
  repertoire: Repertoire;
  lifecycle: Lifecycle;
  desk: Desk;
  /** A room for one: its player starts the next round. */
  solo: boolean;
  ban(seat: SeatRecord): void;
}

const noSeat: Refusal = {
  code: 'noSeat',
  message: 'There is no such player in this room: look at the list again.',
};

/** What the messages do to a room, once `handle` has let them through. */
export function createActions({
  state,
  seats,
  repertoire,
  lifecycle,
  desk,
  solo,
  ban,
}: Parts): Omit<Actions, keyof DeskActions> {
  const rename = (seat: SeatRecord, typed: string): Refusal | undefined => {
    const checked = checkNickname(typed);
    if (!checked.ok) return { code: 'nameRefused', message: checked.message };
    if (seats.takenNames(seat).has(nameKey(checked.name))) {
      const message = `Somebody here is called ${checked.name}: choose another nickname.`;
      return { code: 'nameTaken', message };
    }
    seat.shown.nickname = checked.name;
    seat.typed = checked.name;
    lifecycle.syncAll();
    return undefined;
  };

  return {
    input(seat, input) {
      const answer = lifecycle.input(seat, input);
      return answer.ok ? undefined : { code: answer.code, message: answer.message };
    },
    wish(seat, { role }) {
      seat.wish = role;
      lifecycle.syncAll();
      return undefined;
    },
    ready(seat) {
      if (state.phase === 'results') {
        if (!solo) return { code: 'phase', message: 'The host starts the next round: wait for it.' };
        if (seat.wish === '') seat.wish = seat.role;
        lifecycle.start(false);
        return undefined;
      }
      seat.ready = true;
      lifecycle.syncAll();
      return undefined;
    },
    nickname(seat, { nickname }) {
      if (!state.generatedNames) return rename(seat, nickname);
      return {
        code: 'nameRefused',
        message: 'The names in this room are made up: keep yours for the lesson.',
      };
    },
    reply(seat, { question, choice }) {
      return lifecycle.reply(seat, question, choice)
        ? undefined
        : { code: 'noQuestion', message: 'There is no such question in this round: reload the page.' };
    },
    start() {
      // Nobody answers while a machine runs.
      desk.survey.open('');
      desk.sync();
      lifecycle.start();
      return undefined;
    },
    pause() {
      state.paused = true;
      return undefined;
    },
    resume() {
      state.paused = false;
      return undefined;
    },
    step() {
      if (!state.paused) return { code: 'phase', message: 'The machine runs: pause it first, then step.' };
      lifecycle.tick();
      return undefined;
    },
    assign({ seat: id, role }) {
      const seat = seats.get(id);
      if (seat === undefined || seat.host || seat.bot) return noSeat;
      const others = seats.players().filter((one) => one !== seat && one.assigned === role);
      if (role === 'scheduler' && others.length >= MOST_SCHEDULERS) {
        const message = `The machine has at most ${MOST_SCHEDULERS} schedulers: take the role from somebody first.`;
        return { code: 'tooMany', message };
      }
      // These stations have one place: whoever comes second takes it over.
      if (role === 'memory' || role === 'io') for (const one of others) one.assigned = '';
      seat.assigned = role;
      lifecycle.syncAll();
      return undefined;
    },
    names({ generated }) {
      desk.settings.generatedNames = generated;
      desk.sync();
      for (const seat of seats.players()) showName(seats, seat, generated);
      lifecycle.syncAll();
      return undefined;
    },
    speed({ factor }) {
      state.speed = factor;
      return undefined;
    },
    end() {
      lifecycle.end();
      return undefined;
    },
    lobby() {
      lifecycle.toLobby();
      return undefined;
    },
    lock({ locked }) {
      desk.settings.locked = locked;
      desk.sync();
      return undefined;
    },
    kick({ seat: id }) {
      const seat = seats.get(id);
      if (seat === undefined || seat.host || seat.bot) return noSeat;
      ban(seat);
      lifecycle.syncAll();
      return undefined;
    },
    rename({ seat: id, nickname }) {
      const seat = seats.get(id);
      if (seat === undefined || seat.host) return noSeat;
      return rename(seat, nickname);
    },
    protections(message) {
      const answer = lifecycle.act({ ...message, type: 'protections' });
      return answer.ok ? undefined : { code: answer.code, message: answer.message };
    },
    inject(message) {
      const answer = lifecycle.act({ ...message, type: 'inject' });
      return answer.ok ? undefined : { code: answer.code, message: answer.message };
    },
    scenario({ id }) {
      if (!repertoire.offers(id)) {
        return { code: 'noScenario', message: 'There is no such scenario: choose one of the list.' };
      }
      state.scenario = id;
      // Another machine comes with algorithms of its own.
      desk.settings.policies = {};
      lifecycle.syncAll();
      return undefined;
    },
  };
}
