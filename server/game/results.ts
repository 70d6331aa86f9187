import { packGantt } from '../../shared/gantt.ts';
import type { ResultsView, TeamView } from '../../shared/protocol/view.ts';

import { isStation, type Station } from '../../shared/roles.ts';
import type { RoundContext } from './round.ts';
import { pagingView } from './stations/paging.ts';
import { teamView } from './team.ts';
import type { SeatState } from './types.ts';
import { cpuOf, statsView } from './views/world.ts';

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : Math.round(numbers.reduce((sum, value) => sum + value, 0) / numbers.length);

const STATION_NOTES: Readonly<Record<Station, string>> = {
  scheduler: 'shared out the cores',
  memory: 'looked after memory',
  io: 'served interrupts and the disk',
  auditor: 'watched the denials',
};

function noteOf(seat: SeatState): string {
  if (isStation(seat.role)) return STATION_NOTES[seat.role];
  const jobs = `${seat.jobsDone} ${seat.jobsDone === 1 ? 'job' : 'jobs'} done`;
  const walls = seat.discoveries.length;
  if (seat.role === 'malware') return `${jobs}, ${walls} ${walls === 1 ? 'wall' : 'walls'} found`;
  return seat.jobsLate === 0 ? jobs : `${jobs}, ${seat.jobsLate} late`;
}

function verdict({ held, won }: TeamView, done: number, late: number): string {
  if (!held) return `The user lost patience and pulled the plug: ${late} jobs came too late.`;
  if (!won) return `The machine held, but not every goal was met: ${done} jobs done, ${late} too late.`;
  return late === 0
    ? `A perfect machine: ${done} jobs done and none late.`
    : `The machine held: ${done} jobs done, ${late} too late.`;
}

/** How the round ended, for everybody. Roles are told now. */
export function resultsOf(context: RoundContext): Omit<ResultsView, 'level'> {
  const { state, machine } = context;
  const team = teamView(context);
  const seats = [...state.seats.values()];
  return {
    round: 0,
    won: team.won,
    team,
    paging: pagingView(context),
    verdict: verdict(team, state.jobsDone, state.jobsLate),
    stats: statsView(context),
    ranks: seats
      .map((seat) => ({
        seat: seat.id,
        nickname: seat.nickname,
        role: seat.role,
        bot: seat.bot,
        points: seat.points,
        jobs: seat.jobsDone,
        note: noteOf(seat),
      }))
      .sort((a, b) => b.points - a.points),
    walls: [...state.walls].map(([id, wall]) => ({ id, hits: wall.hits, by: wall.by })),
    gantt: packGantt(state.gantt),
    processes: seats
      .filter((seat) => !isStation(seat.role))
      .map((seat) => ({
        seat: seat.id,
        pid: seat.pid,
        program: seat.program,
        nickname: seat.nickname,
        waiting: seat.pastWaited + (machine.task(seat.pid)?.sched.waited ?? 0),
        turnaround: mean(seat.turnarounds),
        response: mean(seat.responses),
        cpu: cpuOf(context, seat),
      })),
  };
}
