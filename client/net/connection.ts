import { batch } from '@preact/signals';
import { Client, type Room } from 'colyseus.js';
import {
  CLOSE,
  JOIN_ERRORS,
  type JoinOptions,
  type Message,
  type MessageType,
  type ServerMessages,
} from '../../shared/protocol/messages.ts';
import { td } from '../i18n/desk.ts';
import { t } from '../i18n/t.ts';
import { backoff } from './backoff.ts';
import { seatSecret } from './keys.ts';
import { ensurePlayer } from './progress.ts';
import {
  atDoor,
  closedCode,
  closedWhy,
  counterfactual,
  daily,
  desk,
  kernel,
  link,
  notify,
  ownRecord,
  ownSeat,
  players,
  postMortem,
  publish,
  results,
  room,
  self,
  spotlight,
  station,
  tally,
} from './store.ts';
import {
  deskView,
  isStationView,
  kernelDocument,
  playerRows,
  roomView,
  type StateJson,
  selfView,
} from './views.ts';

/** A join that the server refused, with what to do. */
export class JoinRefused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const FINAL: Record<number, () => string> = {
  [CLOSE.kicked]: () => t('kicked'),
  [CLOSE.replaced]: () => (ownSeat.peek() === 'host' ? td('deskMoved') : t('replaced')),
  [CLOSE.roomEnded]: () => t('roomEnded'),
};

const REFUSALS: number[] = [...Object.values(JOIN_ERRORS), CLOSE.kicked];

/** One seat's (or projector's) line to its room. It comes back by itself after any loss of the network. */
export class Connection {
  readonly #code: string;
  readonly #client = new Client(window.location.origin);
  #options: JoinOptions;
  #room: Room<unknown, { toJSON(): StateJson }> | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #trying = false;

  constructor(code: string, options: JoinOptions) {
    this.#code = code;
    this.#options = options;
    window.addEventListener('online', () => this.#retryNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#retryNow();
    });
  }

  /** Joins; throws `JoinRefused` where the server says no, and any other error where it can't be reached. */
  async join(): Promise<void> {
    const secret = seatSecret.get(this.#code);
    const seatless = this.#options.watch === true || this.#options.hostKey !== undefined;
    const player = seatless ? undefined : await ensurePlayer();
    const options = {
      ...(seatless || secret === undefined ? this.#options : { secret }),
      ...(player !== undefined && { player }),
    };
    try {
      this.#listen((await this.#client.joinById(this.#code, options)) as never);
    } catch (error) {
      const code = Number((error as { code?: unknown }).code);
      if (code === JOIN_ERRORS.seatGone) {
        seatSecret.set(this.#code, undefined);
        return this.join();
      }
      if (REFUSALS.includes(code)) throw new JoinRefused(code, (error as Error).message);
      throw error;
    }
  }

  #listen(joined: Room<unknown, { toJSON(): StateJson }>): void {
    joined.reconnection.enabled = false;
    this.#room = joined;
    joined.onMessage('welcome', (welcome: ServerMessages['welcome']) => {
      ownSeat.value = welcome.seat;
      atDoor.value = welcome.kind === 'waiting';
      if (welcome.secret !== '' && this.#options.hostKey === undefined)
        seatSecret.set(this.#code, welcome.secret);
      this.#show(joined.state);
    });
    joined.onMessage('events', ({ events, tick }: ServerMessages['events']) => publish(events, tick));
    joined.onMessage('results', (view: ServerMessages['results']) => {
      batch(() => {
        results.value = view;
        daily.value = null;
      });
    });
    joined.onMessage('daily', (view: ServerMessages['daily']) => {
      daily.value = view;
    });
    joined.onMessage('counterfactual', (view: ServerMessages['counterfactual']) => {
      counterfactual.value = view;
    });
    joined.onMessage('postmortem', (view: ServerMessages['postmortem']) => {
      postMortem.value = view;
    });
    joined.onMessage('own', (view: ServerMessages['own']) => {
      ownRecord.value = view;
    });
    joined.onMessage('tally', (view: ServerMessages['tally']) => {
      tally.value = view;
    });
    joined.onMessage('spotlight', (view: ServerMessages['spotlight']) => {
      spotlight.value = view;
    });
    joined.onMessage('refused', ({ message }: ServerMessages['refused']) => notify(message, 'bad'));
    joined.onStateChange((state) => this.#show(state));
    joined.onLeave((code) => this.#left(code));
    joined.onError(() => undefined);
    this.#attempt = 0;
    link.value = 'live';
  }

  #show(state: { toJSON(): StateJson } | undefined): void {
    if (state === undefined) return;
    const json = state.toJSON();
    if (json.seats === undefined || json.code === '') return;
    batch(() => {
      room.value = roomView(json);
      self.value = selfView(json, ownSeat.value);
      const seen = kernelDocument(json, ownSeat.value);
      station.value = isStationView(seen) ? seen : null;
      kernel.value = isStationView(seen) ? null : seen;
      desk.value = deskView(json, ownSeat.value);
      players.value = playerRows(json, ownSeat.value);
    });
  }

  #left(code: number): void {
    this.#room = undefined;
    if (this.#stopped) return;
    const final = FINAL[code];
    if (final !== undefined) this.#end(final(), code);
    else this.#comeBack();
  }

  #end(why: string, code: number): void {
    this.#stopped = true;
    closedCode.value = code;
    closedWhy.value = why;
    link.value = 'closed';
  }

  #comeBack(): void {
    link.value = 'lost';
    this.#timer = setTimeout(() => void this.#try(), backoff(this.#attempt));
    this.#attempt += 1;
  }

  #retryNow(): void {
    if (link.value !== 'lost' || this.#stopped) return;
    clearTimeout(this.#timer);
    void this.#try();
  }

  async #try(): Promise<void> {
    if (this.#trying || this.#stopped) return;
    this.#trying = true;
    try {
      await this.join();
    } catch (error) {
      if (error instanceof JoinRefused && error.code !== JOIN_ERRORS.full)
        this.#end(error.message, error.code);
      else this.#comeBack();
    } finally {
      this.#trying = false;
    }
  }

  send<T extends MessageType>(type: T, message: Message<T>): void {
    if (this.#room === undefined) notify(t('notSent'), 'bad');
    else this.#room.send(type, message as never);
  }

  /** Leaves for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    void this.#room?.leave();
  }
}
