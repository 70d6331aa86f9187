import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Room } from 'colyseus.js';

/**
 * A student without a browser, written from docs/PROTOCOL.md and nothing else: joins, plays whatever role a round brings, answers
 * what the teacher asks, and comes back with the secret after a lost connection.
 */
interface Seat {
  connected: boolean;
  kernel?: string;
  self?: { get(part: string): string | undefined };
}
interface State {
  phase: string;
  round: number;
  poll: string;
  outage: string;
  cores: Iterable<{ id: number; pid: number }>;
  seats: { get(id: string): Seat | undefined; values(): Iterable<Seat> };
}
interface Who {
  kind: string;
  pid: number;
  jobsDone: number;
}
interface Ranks {
  round: number;
  ranks: { seat: string; role: string }[];
}

const LATEST = 2000;
/** Milliseconds between two acts: the server takes fifteen messages a second. */
const PAUSE = 100;

export class Student {
  readonly nickname: string;
  /** Which answer it gives to what the teacher asks. */
  readonly choice: number;
  seat = '';
  /** Role by round. */
  readonly roles: string[] = [];
  /** Codes of what was refused. */
  readonly refused = new Set<string>();
  /** How the machine has stopped and come again, as everybody's screen says. */
  readonly outages = new Set<string>();
  /** How often the way back was taken. */
  returns = 0;
  results: Ranks | undefined;
  readonly #base: string;
  readonly #code: string;
  #secret = '';
  #room: Room<unknown, State> | undefined;
  #gone = false;
  #next = 0;
  #job = 0;
  #ready = 0;
  #voted = 0;
  #tried = 0;

  constructor(base: string, code: string, nickname: string, choice: number) {
    this.#base = base;
    this.#code = code;
    this.nickname = nickname;
    this.choice = choice;
  }

  /** Joins as somebody new, or comes back to the seat; rejects where the room refuses or the connection ends before the welcome. */
  async join(): Promise<void> {
    const options = this.#secret === '' ? { nickname: this.nickname } : { secret: this.#secret };
    const room = await new Client(this.#base).joinById<State>(this.#code, options);
    room.reconnection.enabled = false;
    await new Promise<void>((resolve, reject) => {
      room.onMessage('welcome', ({ seat, secret }: { seat: string; secret: string }) => {
        this.seat = seat;
        this.#secret = secret;
        this.#room = room as Room<unknown, State>;
        resolve();
      });
      room.onMessage('refused', ({ code }: { code: string }) => this.refused.add(code));
      room.onMessage('results', (results: Ranks) => {
        this.results = results;
      });
      // Whatever else is told is for pictures.
      room.onMessage('*', () => undefined);
      room.onStateChange(() => this.#act());
      room.onError(() => undefined);
      room.onLeave((closed) => {
        reject(new Error(`the connection was closed with ${closed} before the welcome`));
        if (this.#room !== room) return;
        this.#room = undefined;
        if (!this.#gone) void this.#comeBack();
      });
    });
  }

  /** Joins as somebody new, again where the network and not the room says no: a busy computer keeps people waiting. */
  async arrive(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.join();
      } catch (error) {
        const refused = Number((error as { code?: unknown }).code) >= 4000;
        if (refused || tries === 10) throw error;
        await delay(LATEST);
      }
    }
  }

  async #comeBack(): Promise<void> {
    for (let wait = 200; !this.#gone; wait = Math.min(LATEST, 2 * wait)) {
      await delay(wait);
      try {
        await this.join();
        this.returns += 1;
        return;
      } catch {
        // Still no network: the next try is a little later.
      }
    }
  }

  get connected(): boolean {
    return this.#room !== undefined;
  }

  get state(): State | undefined {
    return this.#room?.state;
  }

  part<T>(name: string): T | undefined {
    const json = this.state?.seats?.get(this.seat)?.self?.get(name);
    return json === undefined ? undefined : (JSON.parse(json) as T);
  }

  get who(): Who | undefined {
    return this.part<Who>('who');
  }

  async leave(): Promise<void> {
    if (this.#gone) return;
    this.#gone = true;
    await this.#room?.leave();
  }

  /** At most one message each time the room has changed. */
  #act(): void {
    const { state } = this;
    if (state?.seats === undefined || this.seat === '') return;
    if (state.outage !== '') this.outages.add(JSON.parse(state.outage).phase);
    const now = performance.now();
    if (now < this.#next) return;
    const message = this.#answer(state) ?? this.#play(state);
    if (message === undefined) return;
    this.#next = now + PAUSE;
    this.#room?.send(...message);
  }

  /** What one does in any role: says that one is ready, and answers a question. */
  #answer(state: State): [string, object] | undefined {
    if (state.phase === 'boot' && this.#ready < state.round) {
      this.#ready = state.round;
      return ['ready', {}];
    }
    const poll = state.poll === '' ? null : (JSON.parse(state.poll) as { id: number; phase: string } | null);
    if (poll === null || poll.phase !== 'open' || poll.id === this.#voted) return undefined;
    this.#voted = poll.id;
    return ['vote', { poll: poll.id, choice: this.choice }];
  }

  #play(state: State): [string, object] | undefined {
    const { who } = this;
    if (who === undefined || state.phase !== 'run' || state.outage !== '') return undefined;
    this.roles[state.round] = who.kind;
    const seen = state.seats.get(this.seat)?.kernel;
    const desk = seen === undefined || seen === '' ? undefined : JSON.parse(seen);
    switch (who.kind) {
      case 'process':
        return this.#work(who);
      case 'malware':
        return this.#try(state, who);
      case 'scheduler': {
        const lined = new Set<number>(desk?.lined?.map(({ core }: { core: number }) => core));
        const idle = [...state.cores].find(
          ({ id, pid }) => pid === 0 && desk?.mine?.includes(id) && !lined.has(id),
        );
        const ready = desk?.queue?.find((entry: { lined: number }) => entry.lined < 0);
        return idle && ready && ['dispatch', { core: idle.id, pid: ready.pid }];
      }
      case 'memory': {
        const frame = desk?.frames?.findIndex(
          ([owner = 0, , bits = 0]: number[]) => owner > 1 && (bits & 4) === 0,
        );
        return desk?.faults?.length > 0 && frame >= 0 ? ['evict', { frame }] : undefined;
      }
      case 'io': {
        const line = desk?.lines?.find(
          (one: { pending: boolean; masked: boolean }) => one.pending && !one.masked,
        );
        return line && ['serve', { line: line.line }];
      }
      case 'auditor': {
        const one = desk?.processes?.[0];
        if (one === undefined || this.#tried === state.round) return undefined;
        this.#tried = state.round;
        return ['limit', { pid: one.pid, file: 'pids.max', to: 'default' }];
      }
      default:
        return undefined;
    }
  }

  /** Does a job by its recipe, as soon as there is a process to do it. */
  #work({ pid }: Who): [string, object] | undefined {
    const job = this.part<{ id: number; recipe: string[] } | null>('job');
    if (!pid || !job || job.id === this.#job || job.recipe.length === 0) return undefined;
    this.#job = job.id;
    return ['program', { lines: job.recipe.slice(0, 16) }];
  }

  /** Reaches for the passwords, once a round. */
  #try({ round }: State, { pid }: Who): [string, object] | undefined {
    if (!pid || this.#tried === round) return undefined;
    this.#tried = round;
    return ['exploit', { id: 'shadow' }];
  }
}

/** So many students with made-up names, the first `cabled` of them behind the address of a cable. */
export async function joinStudents(
  base: string,
  code: string,
  count: number,
  cable: { base: string; count: number },
): Promise<Student[]> {
  const students = Array.from(
    { length: count },
    (_, index) =>
      new Student(
        index < cable.count ? cable.base : base,
        code,
        `Student ${index + 1}`,
        index % 3 === 0 ? 0 : 1,
      ),
  );
  await Promise.all(students.map((student) => student.arrive()));
  return students;
}
