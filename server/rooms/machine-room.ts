import { type Client, Room } from '@colyseus/core';
import { Encoder, StateView } from '@colyseus/schema';
import type { DailyView } from '../../shared/protocol/daily.ts';
import type { LevelResult } from '../../shared/protocol/level.ts';
import { CLOSE, type JoinOptions, type ServerMessages } from '../../shared/protocol/messages.ts';
import { RoomState } from '../../shared/protocol/state.ts';
import type { Phase, Role } from '../../shared/roles.ts';
import { type Scenario, scenarioCard } from '../../shared/scenarios/schema.ts';
import type { Round } from '../game/round.ts';
import { hashOf } from '../store/secrets.ts';
import { createActions } from './actions.ts';
import { DailyDesk, type DailyPlayer } from './daily.ts';
import { Desk } from './desk.ts';
import { createDeskActions } from './desk-actions.ts';
import { admit, readJoin } from './joining.ts';
import { Lifecycle } from './lifecycle.ts';
import { MessageLimit } from './limits.ts';
import { type Actions, handle, type Refusal } from './messages.ts';
import { generateNickname } from './names.ts';
import { HomeComing, Outbox } from './outbox.ts';
import { Repertoire } from './repertoire.ts';
import { SAVED_VERSION, type SavedRoom } from './saved.ts';
import { RoomSaver } from './saver.ts';
import { kindOf, type SeatRecord, SeatTable } from './seats.ts';
import type { Services } from './services.ts';
import { eventsFor } from './views/private.ts';

/** Ticks that a solo game has behind it when its player comes: the machine is busy already. */
const HEAD_START = 10;

/** Room for the state as forty seats see it at once, in bytes; beyond it the encoder grows its buffer with a warning. */
Encoder.BUFFER_SIZE = 128 * 1024;

/** How the server makes a room; nothing of it comes from the network unchecked. */
export interface RoomOptions {
  code: string;
  name: string;
  scenario: string;
  /** The scenario that the teacher has prepared, checked. */
  prepared?: Scenario;
  /** Absent: nobody hosts it. */
  hostKey?: string;
  /** What the store has of a room whose server has gone. */
  saved?: SavedRoom;
  /** A room for one: runs at once, with a seat reserved for the first who comes. */
  solo?: { role: Role; nickname?: string };
  /** The solo game is a level: `scenario` is its id. */
  level?: boolean;
  /** Anonymous key of the player whose progress the level counts for. */
  player?: string;
  /** The level is a daily machine: whose scores they are. */
  daily?: DailyPlayer;
  services: Services;
}

/** What the room keeps of a connection. */
interface Connection {
  seat: SeatRecord | undefined;
  limit: MessageLimit;
}

/** One room: a class or a solo game on one machine. Its code is its id. */
export class MachineRoom extends Room<{ state: RoomState }> {
  override state = new RoomState();
  override autoDispose = false;
  override patchRate = 100;
  readonly #seats = new SeatTable(this.state);
  readonly #connections = new Map<Client, Connection>();
  #services!: Services;
  #lifecycle!: Lifecycle;
  #desk!: Desk;
  #actions!: Actions;
  /** Hash of the host key; undefined: nobody hosts the room. */
  #host: string | undefined;
  #solo = false;
  /** The spotlight as it was told last, as JSON. */
  #shown = 'null';
  /** The last round on a daily machine. */
  #daily: DailyView | undefined;
  #emptySince: number | undefined = 0;
  readonly #out = new Outbox((error) => this.#services.log(`Room ${this.roomId}: ${reasonOf(error)}`));
  /** Undefined while the room is being made. */
  #keeper: RoomSaver | undefined;
  readonly #return = new HomeComing();

  override async onCreate(options: RoomOptions): Promise<void> {
    this.#services = options.services;
    this.#host = options.saved?.host ?? (options.hostKey === undefined ? undefined : hashOf(options.hostKey));
    const repertoire = new Repertoire(options.prepared);
    this.roomId = options.code;
    await this.setPrivate(true);
    this.state.code = options.code;
    this.state.name = options.name;
    this.state.scenario = options.scenario;
    if (options.prepared !== undefined) this.state.prepared = JSON.stringify(scenarioCard(options.prepared));
    const { saved } = options;
    this.#solo = saved === undefined ? options.solo !== undefined : saved.solo !== null;
    const daily = DailyDesk.of(
      options.services,
      options.scenario,
      options.daily ?? saved?.solo?.daily ?? undefined,
    );
    if (saved?.solo?.daily != null) daily?.resume(saved.solo.daily.begun);
    this.#lifecycle = new Lifecycle(this.state, this.#seats, repertoire, options.services, {
      events: (tick, events) => {
        this.#afterWriting(() => {
          for (const [client, seat] of this.#inside()) {
            const seen = eventsFor(seat?.id ?? '', events);
            if (seen.length > 0) this.#tell(client, 'events', { tick, events: seen });
          }
        });
      },
      results: (results) => {
        this.#record(options.player, results.level);
        this.#afterWriting(() => {
          for (const [client] of this.#inside()) this.#tell(client, 'results', results);
        });
      },
      begun: () => {
        this.#daily = undefined;
        daily?.begin();
      },
      ended: (round, key) => void this.#score(daily, round, key),
      counterfactual: (view) => {
        for (const [client] of this.#inside()) this.#tell(client, 'counterfactual', view);
      },
      parts: (seat) => this.#desk.parts(seat),
      synced: () => this.#showSpotlight(),
      opening: () => this.#desk.openingInputs(),
      postMortem: () => {
        for (const [client, seat] of this.#inside()) this.#tellPostMortem(client, seat);
      },
    });
    if (this.#host !== undefined) {
      const { code, name } = options;
      this.#lifecycle.report({ host: this.#host, code, name });
    }
    this.#keeper = this.#saver(options, daily);
    const lifecycle = this.#lifecycle;
    const desk = new Desk({
      state: this.state,
      seats: this.#seats,
      most: options.services.maxSeats,
      scenario: () => lifecycle.scenario,
    });
    this.#desk = desk;
    // A second player on the machine would be one more process that its scores are not about.
    if (daily !== undefined) desk.settings.capacity = 1;
    this.#actions = {
      ...createActions({
        state: this.state,
        seats: this.#seats,
        repertoire,
        lifecycle,
        desk,
        solo: this.#solo,
        ban: (seat) => this.#ban(seat),
      }),
      ...createDeskActions({
        desk,
        seats: this.#seats,
        lifecycle,
        admit: (seat) => this.#admit(seat),
        show: () => this.#showBars(),
      }),
    };
    this.onMessage('*', (client, type, payload) => this.#receive(client, type, payload));
    if (options.solo !== undefined) this.#startSolo(options.solo, options.level === true);
    if (saved !== undefined) await this.#resume(saved);
    this.#keeper?.save(this.#lifecycle.now);
    if (options.services.clock === 'real') {
      this.setTimestep((elapsed) => this.#advanceSafely(elapsed), 50);
    }
  }

  #saver({ code, name, prepared }: RoomOptions, daily: DailyDesk | undefined): RoomSaver {
    return new RoomSaver(this.#services.keeping.rooms, code, () => ({
      version: SAVED_VERSION,
      name,
      host: this.#host ?? null,
      solo: this.#solo ? { daily: daily?.saved ?? null } : null,
      prepared: prepared ?? null,
      course: this.#lifecycle.saved(),
      settings: { ...this.#desk.settings },
      polls: { ...this.#desk.polls.data },
      survey: { ...this.#desk.survey.data },
      made: this.#seats.made,
      seats: this.#seats.everyone().map((seat) => this.#lifecycle.savedSeat(seat)),
    }));
  }

  /** Goes on where another server has left the room; the machine waits a moment for those who were there. */
  async #resume(saved: SavedRoom): Promise<void> {
    for (const seat of saved.seats) this.#seats.restore(seat);
    this.#seats.made = saved.made;
    this.#desk.resume(saved);
    await this.#lifecycle.resume(saved);
    // A game for one has no lobby: where its round can't be had it begins again.
    if (this.#solo && this.#lifecycle.phase === 'lobby') this.#lifecycle.start(false);
    this.#return.expect(
      saved.seats.flatMap(({ id, kind, connected }) => (connected && kind !== 'bot' ? [id] : [])),
    );
  }

  /** Tells clients of something once it is in the journal, and in order. */
  #afterWriting(tell: () => void): void {
    this.#out.put(this.#lifecycle.behind ? this.#lifecycle.written : undefined, tell);
  }

  /** What has happened reaches clients once it is in the store: what they see can't be lost with the server. */
  override broadcastPatch(): boolean {
    this.#keeper?.look(this.#lifecycle.now, false);
    if (this.#lifecycle?.behind !== true && this.#keeper?.behind !== true) return super.broadcastPatch();
    const written = Promise.all([this.#lifecycle.written, this.#keeper?.written]);
    this.#out.once('patch', written, () => this.broadcastPatch());
    return false;
  }

  /** Stars go to the player's progress; whoever has no key plays without. */
  #record(player: string | undefined, level: LevelResult | null): void {
    if (player === undefined || level === null || level.outcome !== 'done') return;
    this.#services.keeping.progress.recordLevel(player, level.levelId, level.stars, level.measures);
  }

  /** Tells who played a daily machine what it came to. */
  async #score(daily: DailyDesk | undefined, round: Round, journalKey: string): Promise<void> {
    try {
      const played = this.state.round;
      const seated = this.#seats.players()[0]?.player;
      const view = await daily?.score(round, journalKey, seated);
      // Who plays again meanwhile sees the next one; this one is on the board all the same.
      if (view === undefined || this.state.round !== played) return;
      this.#daily = view;
      for (const [client] of this.#inside()) this.#tell(client, 'daily', view);
    } catch (error) {
      this.#services.log(`Room ${this.roomId}: its daily round was not scored: ${reasonOf(error)}`);
    }
  }

  /** Lets time pass, in milliseconds; the whole room has no other clock. */
  advance(milliseconds: number): void {
    const tick = this.state.tick;
    const phase = this.state.phase;
    // Nobody's solo game waits for its player; a class's machine goes on.
    const still = this.#solo ? this.#connections.size === 0 : this.#return.waits(this.#lifecycle.now);
    this.#lifecycle.advance(milliseconds, still);
    if (this.state.tick !== tick || this.state.phase !== phase) this.broadcastPatch();
    this.#keeper?.look(this.#lifecycle.now, this.state.phase !== phase);
    this.#endIfEmpty();
  }

  /** Runs that many ticks of the machine at its present speed. */
  step(ticks: number): void {
    const length = 1000 / this.#services.ticksPerSecond / this.state.speed;
    for (let tick = 0; tick < ticks; tick++) this.advance(length);
  }

  #advanceSafely(elapsed: number): void {
    try {
      this.advance(Math.min(elapsed, 1000));
    } catch (error) {
      this.#services.log(`Room ${this.roomId} was ended by a fault: ${reasonOf(error)}`);
      this.#end();
    }
  }

  #endIfEmpty(): void {
    if (this.#connections.size > 0) {
      this.#emptySince = undefined;
      return;
    }
    this.#emptySince ??= this.#lifecycle.now;
    if (this.#lifecycle.now - this.#emptySince >= this.#services.emptyAfter) this.#end();
  }

  /** The room is over, and nobody can come back to it. */
  #end(): void {
    this.#keeper?.forget();
    void this.disconnect(CLOSE.roomEnded);
  }

  /** The server stops: the room stays in the store, and opens again when somebody knocks. */
  override onBeforeShutdown(): void {
    this.handOver();
  }

  /** Lets go of the room, for any server to open it again. */
  handOver(): void {
    this.#keeper?.leave();
    void this.disconnect(CLOSE.serverStopping);
  }

  #startSolo({ role, nickname }: { role: Role; nickname?: string }, level: boolean): void {
    const seat = this.#seats.add('player', nickname ?? generateNickname(), role);
    seat.wish = role;
    seat.reserved = true;
    this.#lifecycle.start(false);
    // A level begins with its player.
    for (let tick = 0; !level && tick < HEAD_START; tick++) this.#lifecycle.tick();
  }

  override onAuth(_client: Client, options: unknown): JoinOptions {
    return readJoin(options);
  }

  override onJoin(client: Client, _options: unknown, options: JoinOptions): void {
    const admission = admit(
      {
        seats: this.#seats,
        host: this.#host,
        settings: this.#desk.settings,
        maxSeats: this.#services.maxSeats,
        watchers: [...this.#connections.values()].filter(({ seat }) => seat === undefined).length,
      },
      options,
    );
    const limit = new MessageLimit(this.#clock);
    if (admission.as === 'watch') {
      this.#connections.set(client, { seat: undefined, limit });
      this.#tell(client, 'welcome', { seat: '', secret: '', kind: 'watch', code: this.roomId });
      this.#tell(client, 'tally', this.#desk.bars);
      this.#tell(client, 'spotlight', this.#desk.spotlight.view);
    } else {
      const { seat, made } = admission;
      if (options.player !== undefined) seat.player = options.player;
      this.#connections.set(client, { seat, limit });
      this.#occupy(client, seat);
      if (made && !seat.host && !seat.waiting) this.#lifecycle.newcomer(seat);
      this.#welcome(client, seat);
      if (seat.host) this.#tell(client, 'spotlight', this.#desk.spotlight.view);
      this.#return.here(seat.id);
      this.#keeper?.save(this.#lifecycle.now);
    }
    this.#emptySince = undefined;
    const { seat } = this.#connections.get(client) ?? {};
    if (seat?.waiting !== true) this.#tellAfterwards(client, seat);
    this.#lifecycle.syncAll();
  }

  #welcome(client: Client, seat: SeatRecord): void {
    const { id, secret } = seat;
    this.#tell(client, 'welcome', { seat: id, secret, kind: kindOf(seat), code: this.roomId });
  }

  /** Somebody who waited before the door comes in. */
  #admit(seat: SeatRecord): void {
    this.#seats.admit(seat);
    // Whoever waits without a connection has as long to come back as everybody.
    this.#lifecycle.newcomer(seat);
    const { client } = seat;
    if (client === undefined) return;
    client.view?.add(seat.shown);
    this.#welcome(client, seat);
    this.#tellAfterwards(client, seat);
  }

  /** What is known of the last round. */
  #tellAfterwards(client: Client, seat: SeatRecord | undefined): void {
    const { results, afterwards } = this.#lifecycle;
    if (results !== undefined) this.#tell(client, 'results', results);
    this.#tellPostMortem(client, seat);
    if (this.#daily !== undefined) this.#tell(client, 'daily', this.#daily);
    const { counterfactual } = afterwards;
    if (counterfactual !== undefined) this.#tell(client, 'counterfactual', counterfactual);
  }

  /** Every connection but those of seats that wait before the door. */
  *#inside(): Iterable<[Client, SeatRecord | undefined]> {
    for (const [client, { seat }] of this.#connections) {
      if (seat?.waiting !== true) yield [client, seat];
    }
  }

  #occupy(client: Client, seat: SeatRecord): void {
    const before = seat.client;
    seat.client = client;
    seat.leftAt = undefined;
    seat.shown.connected = true;
    if (seat.host) this.state.hostPresent = true;
    client.view = new StateView();
    if (!seat.waiting) client.view.add(seat.shown);
    if (before !== undefined) {
      this.#connections.delete(before);
      before.leave(CLOSE.replaced, 'You opened this seat in another window: go on there.');
    }
  }

  override onLeave(client: Client): void {
    const seat = this.#connections.get(client)?.seat;
    this.#connections.delete(client);
    if (seat === undefined || seat.client !== client) return;
    seat.client = undefined;
    seat.leftAt = this.#lifecycle.now;
    seat.shown.connected = false;
    if (seat.host) this.state.hostPresent = false;
    this.#lifecycle.syncAll();
    this.#keeper?.touch();
  }

  readonly #clock = (): number =>
    this.#services.clock === 'manual' ? this.#lifecycle.now : performance.now();

  #tell<T extends keyof ServerMessages>(client: Client, type: T, message: ServerMessages[T]): void {
    client.send(type, message);
  }

  /** What everybody may know of the last round, and to its own seat what is its own. */
  #tellPostMortem(client: Client, seat: SeatRecord | undefined): void {
    const { postMortem } = this.#lifecycle.afterwards;
    if (postMortem === undefined) return;
    this.#tell(client, 'postmortem', postMortem);
    const own = seat === undefined ? undefined : this.#lifecycle.afterwards.own(seat.id);
    if (own !== undefined) this.#tell(client, 'own', own);
  }

  /** Projectors and the host, and nobody else, are told what is in the spotlight, where it is no longer as they know it. */
  #showSpotlight(): void {
    this.#desk.follow(this.#lifecycle.round);
    const { view } = this.#desk.spotlight;
    const shown = JSON.stringify(view);
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const [client, { seat }] of this.#connections) {
      if (seat === undefined || seat.host) this.#tell(client, 'spotlight', view);
    }
  }

  /** Projectors, and they alone, are told how the class answers, or that they are not to show it. */
  #showBars(): void {
    for (const [client, { seat }] of this.#connections) {
      if (seat === undefined) this.#tell(client, 'tally', this.#desk.bars);
    }
  }

  /** A chunk of the last round's recording: what everybody saw, as gzipped JSON. */
  recording(round: number, chunk: number): Uint8Array | undefined {
    return this.#lifecycle.afterwards.chunk(round, chunk);
  }

  #receive(client: Client, type: unknown, payload: unknown): void {
    const connection = this.#connections.get(client);
    if (connection === undefined) return;
    const name = typeof type === 'string' ? type.slice(0, 40) : String(type);
    const allowed = connection.limit.take();
    if (allowed === 'disconnect') {
      client.leave(CLOSE.flooding, 'Too many messages: wait a moment and join again.');
      return;
    }
    if (allowed === 'refuse') {
      const message = 'Too many messages at once: wait a second.';
      this.#tell(client, 'refused', { type: name, code: 'rate', message });
      return;
    }
    const refusal = this.#handle(connection.seat, type, payload);
    if (refusal !== undefined) this.#tell(client, 'refused', { type: name, ...refusal });
  }

  #handle(seat: SeatRecord | undefined, type: unknown, payload: unknown): Refusal | undefined {
    const kind = seat === undefined ? 'watch' : kindOf(seat);
    this.#keeper?.touch();
    try {
      return handle(this.#actions, seat, kind, this.state.phase as Phase, type, payload);
    } catch (error) {
      this.#services.log(`Room ${this.roomId}: a message failed: ${reasonOf(error)}`);
      return { code: 'fault', message: 'The server made a mistake with this message: try another one.' };
    }
  }

  /** Takes a seat out of the room for good. */
  #ban(seat: SeatRecord): void {
    this.#desk.ban(seat);
    const { client } = seat;
    this.#lifecycle.remove(seat);
    if (client === undefined) return;
    this.#connections.delete(client);
    client.leave(CLOSE.kicked, 'The teacher has taken you out of this room.');
  }

  /** Hash of the round as it stands; '' without a round. */
  get hash(): string {
    return this.#lifecycle.hash;
  }

  /** Most people who may play. */
  get capacity(): number {
    return this.#desk.capacity;
  }

  /** Number of people who play. */
  get players(): number {
    return this.#seats.players().length;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
