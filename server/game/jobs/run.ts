import { isStation } from '../../../shared/roles.ts';
import { isReached, tabPages } from '../goals.ts';
import { draw } from '../prng.ts';
import type { RoundContext } from '../round.ts';
import { punishLate, rewardJob } from '../score.ts';
import type { Job, ProgramState, SeatState } from '../types.ts';
import { begun, untouched } from './arrivals.ts';
import { JOBS } from './table.ts';

/** Descriptors that every process has. */
const STANDARD = 3;
/** Most points that untidiness costs. */
const MOST_LEAK = 4;

/** The seat's next job of the round that is played again; undefined: its user thinks of one. */
function known({ arrivals }: RoundContext, seat: SeatState): Job | undefined {
  return arrivals?.get(seat.id)?.[seat.jobsMade];
}

/** Whether the seat's user wants something now. */
function isDue(context: RoundContext, seat: SeatState): boolean {
  if (seat.pid === 0) return false;
  const { arrivals, state } = context;
  const at = arrivals === undefined ? seat.nextJobAt : known(context, seat)?.startedAt;
  return at !== undefined && state.tick >= at;
}

function newJob(context: RoundContext, seat: SeatState): Job {
  const { state, scenario } = context;
  const again = known(context, seat);
  const pick = (n: number): number => {
    const drawn = draw(state.random, n);
    state.random = drawn.state;
    return drawn.value;
  };
  state.jobsMade += 1;
  seat.jobsMade += 1;
  if (again !== undefined) return begun(again, state.tick);
  const number = state.jobsMade;
  const spec = JOBS[seat.program]({
    number,
    user: seat.user,
    home: `/home/${seat.user}`,
    port: seat.port,
    pick,
  });
  const deadline = state.tick + scenario.jobs.patience;
  return untouched({ ...spec, id: number, program: seat.program, startedAt: state.tick, deadline });
}

/** A tick of user-mode work: computing, and a beat of music. */
function countWork(job: Job, tick: number): void {
  job.cpu += 1;
  const beats = job.goals.find((goal) => goal.check.kind === 'beats')?.check;
  if (beats?.kind !== 'beats') return;
  // A late beat stutters and does not count.
  const since = tick - job.lastBeat;
  // Work without a sleep before it is no new beat.
  if (job.lastBeat === 0 || (job.slept && since <= beats.longest)) job.beats += 1;
  job.slept = false;
  job.lastBeat = tick;
}

/** What the machine did in this tick for the seat's job. */
function measure(context: RoundContext, seat: SeatState, job: Job): void {
  const { machine, state } = context;
  const task = machine.task(seat.pid);
  for (const core of machine.state.cores) {
    const running = machine.task(core.pid || core.last);
    if (core.activity !== 'user' || (running?.user as ProgramState | null)?.seat !== seat.id) continue;
    countWork(job, state.tick);
  }
  if (task?.state === 'S') job.slept = true;
  if (task !== undefined && job.goals.some((goal) => goal.check.kind === 'resident')) {
    job.peakResident = Math.max(job.peakResident, tabPages(task));
  }
  if (job.typed !== undefined && state.tick === job.startedAt + job.typed.after)
    machine.typeKeys(seat.id, job.typed.text);
}

/** What was left lying about: descriptors, mappings, zombies. */
function leaks({ machine }: RoundContext, seat: SeatState): number {
  const task = machine.task(seat.pid);
  if (task === undefined) return 0;
  // A web server keeps the socket at which it listens.
  const given = STANDARD + (seat.port > 0 ? 1 : 0);
  const open = task.fds.filter((entry) => entry !== null).length - given;
  const mapped = task.mm?.vmas.filter((area) => area.name === 'anon').length ?? 0;
  const zombies = task.children.filter((child) => machine.task(child)?.state === 'Z').length;
  return Math.min(MOST_LEAK, Math.max(0, open) + mapped + zombies);
}

/** Ticks that a finished job stays to be tidied up after before it is judged. */
const TIDY = 25;

/** A job's title names files: its own seat reads it in full, everybody else the program's name. */
function tellEnd(
  { emit }: RoundContext,
  seat: SeatState,
  job: Job,
  outcome: 'done' | 'late',
  points: number,
): void {
  const event = { kind: 'job', pid: seat.pid, outcome, points } as const;
  emit({ ...event, title: job.program }, { except: seat.id });
  emit({ ...event, title: job.title }, { only: seat.id });
}

function finish(context: RoundContext, seat: SeatState, job: Job): void {
  const { state, scenario, emit } = context;
  const lost = leaks(context, seat);
  const points = job.points - lost;
  seat.jobsDone += 1;
  state.jobsDone += 1;
  seat.turnarounds.push(job.reachedAt - job.startedAt);
  rewardJob(context, seat, points, (job.reachedAt - job.startedAt) / (job.deadline - job.startedAt));
  tellEnd(context, seat, job, 'done', points);
  if (lost > 0) {
    emit(
      { kind: 'note', text: `Left lying about: −${lost} (descriptors, memory or zombies)`, tone: 'bad' },
      { only: seat.id },
    );
  }
  seat.job = null;
  seat.nextJobAt = state.tick + scenario.jobs.pause;
}

function fail(context: RoundContext, seat: SeatState, job: Job): void {
  const { state, scenario } = context;
  seat.jobsLate += 1;
  state.jobsLate += 1;
  punishLate(context, seat, job.points);
  tellEnd(context, seat, job, 'late', 0);
  seat.job = null;
  seat.nextJobAt = state.tick + scenario.jobs.pause;
}

/** Whether the process has run everything that was queued. */
function isQuiet({ machine }: RoundContext, seat: SeatState): boolean {
  const program = machine.task(seat.pid)?.user as ProgramState | undefined;
  return (
    program === undefined || program.lines.every((line) => line.state === 'done' || line.state === 'failed')
  );
}

function follow(context: RoundContext, seat: SeatState, job: Job): void {
  const { machine, state } = context;
  measure(context, seat, job);
  const task = machine.task(seat.pid);
  for (const [index, goal] of job.goals.entries()) {
    job.done[index] = job.done[index] === true || isReached(machine, job, task, goal.check);
  }
  if (job.done.every(Boolean)) {
    if (job.reachedAt < 0) job.reachedAt = state.tick;
    // The lines that tidy up may still be queued.
    if (isQuiet(context, seat) || state.tick >= job.reachedAt + TIDY) finish(context, seat, job);
  } else if (state.tick >= job.deadline) fail(context, seat, job);
}

/** New jobs come, goals are checked, late ones are given up. */
export function tickJobs(context: RoundContext): void {
  const { state, machine } = context;
  for (const seat of state.seats.values()) {
    if (isStation(seat.role)) continue;
    if (!seat.present) seat.job = null;
    else if (seat.job !== null) follow(context, seat, seat.job);
    else if (isDue(context, seat)) {
      seat.job = newJob(context, seat);
      // What was typed for an earlier job is not read into this one.
      machine.state.ttys.get(seat.id)?.input.splice(0);
      seat.answered = false;
      seat.journey =
        seat.program === 'ls'
          ? { step: 1, detail: 'ls starts in userspace: it may compute, nothing else.' }
          : null;
    }
  }
}
