import { parseLine } from '../../../shared/lang/parse.ts';
import type { Level } from '../../../shared/levels/schema.ts';
import type { Scenario } from '../../../shared/scenarios/schema.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { FileSpec, MachineConfig } from '../../kernel/types.ts';
import { FIRST_UID } from '../files.ts';
import type { Line, ProgramState, RoundSeat } from '../types.ts';
import { arrivalSeat } from './course.ts';

/** Seed of every level's machine: what is measured is the same for everybody. */
export const LEVEL_SEED = 20_26;

/** Ticks that no level lasts. */
const NEVER = 1_000_000;

/** The round's rules as a level has them: no jobs, nobody's patience, its own machine. */
export function scenarioOfLevel(level: Level): Scenario {
  return {
    id: level.id,
    name: level.title,
    blurb: level.story,
    lengthTicks: level.lengthTicks,
    machine: level.machine,
    protections: level.protections,
    programs: [level.program],
    jobs: { pause: 1, patience: 6000 },
    ...(level.traffic === undefined ? {} : { traffic: level.traffic }),
    ...(level.containers === undefined ? {} : { containers: level.containers }),
    ...(level.mistakes === undefined ? {} : { mistakes: level.mistakes }),
    roles: { scheduler: true, memory: true, io: true, auditor: true, malware: true },
    leastProcesses: 1,
    questions: [],
    codes: level.codes,
  };
}

/** Those who come by themselves, as seats of the round. */
export function arrivalSeats(level: Level): RoundSeat[] {
  return level.arrivals.map(({ infected }, index) => ({
    id: arrivalSeat(index),
    nickname: '',
    role: infected ? 'malware' : 'process',
    bot: true,
  }));
}

function fileOf({ path, kind, mode, owner, text, cached }: Level['files'][number]): FileSpec {
  const uid = owner === 'player' ? FIRST_UID : 0;
  return kind === 'dir'
    ? { path, kind, mode, uid, gid: uid }
    : { path, kind, mode, uid, gid: uid, text, cached };
}

/** The machine of a level: its own number of cores and files; people's silence never brings in an algorithm. */
export function configOfLevel(level: Level, config: MachineConfig): MachineConfig {
  return {
    ...config,
    cores: level.cores,
    silence: NEVER,
    memory: { ...config.memory, silence: NEVER },
    irq: { ...config.irq, silence: NEVER, disk: { ...config.irq.disk, deadline: NEVER } },
    files: [...config.files, ...level.files.map(fileOf)].map((file) =>
      level.uncached.includes(file.path) ? { ...file, cached: false } : file,
    ),
  };
}

/** The lines of who comes by itself, queued at once. */
export function queueLines(machine: Machine<ProgramState>, pid: number, level: Level, index: number): void {
  const program = machine.task(pid)?.user as ProgramState | undefined;
  const arrival = level.arrivals[index];
  if (program === undefined || arrival === undefined) return;
  const texts = arrival.ends ? [...arrival.lines, 'exit(0)'] : arrival.lines;
  program.lines = texts.map((text, at): Line => {
    const parsed = parseLine(text);
    if (!parsed.ok) throw new Error(`${level.id}: ${text}: ${parsed.message}`);
    return { id: at + 1, text, statement: parsed.statement, state: 'queued', result: '' };
  });
}
