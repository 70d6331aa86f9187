import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { machineConfig } from '../server/game/setup.ts';
import { isStation } from '../shared/roles.ts';
import { SCENARIOS } from '../shared/scenarios/index.ts';
import { type Scenario, USER } from '../shared/scenarios/schema.ts';
import type { Skill } from '../shared/skills.ts';
import { Crowd } from './balance/crowd.ts';
import { type Sample, seatsOf } from './balance/play.ts';
import {
  malwareWins,
  rateText,
  roleScores,
  type ScenarioFigures,
  type Series,
  sectionOf,
  table,
  wins,
} from './balance/report.ts';
import { introduction } from './balance/texts.ts';

const USAGE = `Usage: npm run --silent balance -- [--rounds N] [--scenario ID]… [--workers N] [--write]
  --rounds N     rounds of middling teams on each set of seeds, 100 unless told; fewer of other make-ups
  --scenario ID  only this scenario; may stand several times
  --workers N    rounds that are played at a time; as many as there are cores unless told
  --write        writes docs/BALANCE.md (with every scenario)`;

/** The class that is balanced for: one of every station, two schedulers and two malware where the scenario has them. */
const CLASS = 14;
const SIZES = [1, 8, 20, 28] as const;
/** Seeds on which targets were found, and others on which they are held. */
const FOUND = 1;
const HELD = 100_001;

interface Makeup {
  label: string;
  crew?: Skill;
  malware?: Skill;
  players?: number;
  from?: number;
  /** Rounds, as a share of those asked for. */
  share?: number;
  drain?: number;
}

const samplesOf = (scenario: Scenario, rounds: number, makeup: Makeup): Sample[] => {
  const { crew = 'middling', malware = 'middling', players = CLASS, from = HELD, share = 1 } = makeup;
  const user = scenario.user ?? USER;
  const given =
    makeup.drain === undefined
      ? scenario
      : { ...scenario, user: { ...user, drain: user.drain * makeup.drain } };
  return Array.from({ length: Math.ceil(rounds * share) }, (_, index) => ({
    scenario: given,
    seed: from + index,
    players,
    crew,
    malware,
  }));
};

function loadOf(scenario: Scenario): ScenarioFigures['load'] {
  const seats = seatsOf({ scenario, seed: FOUND, players: CLASS, crew: 'middling', malware: 'middling' });
  const processes = seats.filter(({ role }) => !isStation(role)).length;
  const schedulers = seats.filter(({ role }) => role === 'scheduler').length;
  const { cores } = machineConfig(scenario, FOUND, processes, schedulers);
  return { processes, cores, perCore: scenario.machine.processesPerCore };
}

async function measure(crowd: Crowd, scenario: Scenario, rounds: number): Promise<ScenarioFigures> {
  const series = async (makeup: Makeup): Promise<Series> => ({
    label: makeup.label,
    figures: await crowd.play(samplesOf(scenario, rounds, makeup)),
  });
  const all = async (makeups: readonly Makeup[]): Promise<Series[]> => {
    const played: Series[] = [];
    for (const makeup of makeups) played.push(await series(makeup));
    return played;
  };
  const infected = scenario.roles.malware;
  return {
    scenario,
    load: loadOf(scenario),
    found: await series({ label: 'middling, seeds of the targets', from: FOUND }),
    held: await series({ label: '**middling**, other seeds' }),
    crews: await all([
      { label: 'novice crew', crew: 'novice', share: 0.2 },
      { label: 'expert crew', crew: 'expert', share: 0.2 },
    ]),
    malware: infected
      ? await all([
          { label: 'novice malware', malware: 'novice', share: 0.2 },
          { label: 'expert malware', malware: 'expert', share: 0.2 },
        ])
      : [],
    sizes: await all(
      SIZES.map((players) => ({
        label: `${players} ${players === 1 ? 'player' : 'players'}`,
        players,
        share: 0.1,
      })),
    ),
    users: await all([
      { label: 'user’s patience goes 25 % slower', drain: 0.75, share: 0.05 },
      { label: 'user’s patience goes 25 % faster', drain: 1.25, share: 0.05 },
    ]),
  };
}

function summaryOf(all: readonly ScenarioFigures[]): string {
  return table(
    [
      'scenario',
      'novice crew',
      'middling crew',
      'expert crew',
      'malware: novice',
      'middling',
      'expert',
      'best paid role',
      'least paid role',
    ],
    all.map(({ scenario, held, crews, malware }) => {
      const ranked = roleScores(held.figures).sort((a, b) => b.points - a.points);
      const paid = (one: (typeof ranked)[number] | undefined): string =>
        one === undefined ? '–' : `${one.role} ${Math.round(one.points)}`;
      return [
        scenario.name,
        rateText(wins(crews[0]?.figures ?? [])),
        rateText(wins(held.figures)),
        rateText(wins(crews[1]?.figures ?? [])),
        rateText(malwareWins(malware[0]?.figures ?? [])),
        rateText(malwareWins(held.figures)),
        rateText(malwareWins(malware[1]?.figures ?? [])),
        paid(ranked[0]),
        paid(ranked.at(-1)),
      ];
    }),
  );
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    workers: { type: 'string', default: String(availableParallelism()) },
    scenario: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const workers = Number(values.workers);
const unknown = values.scenario.find((id) => !SCENARIOS.some((one) => one.id === id));
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 10_000 || unknown !== undefined) {
  console.error(
    unknown === undefined
      ? '--rounds: give a whole number from 1 to 10000.'
      : `--scenario ${unknown}: there is no such scenario; there are ${SCENARIOS.map(({ id }) => id).join(', ')}.`,
  );
  console.error(USAGE);
  process.exit(2);
}
if (!Number.isInteger(workers) || workers < 1 || workers > 64) {
  console.error('--workers: give a whole number from 1 to 64.');
  console.error(USAGE);
  process.exit(2);
}
if (values.write && values.scenario.length > 0) {
  console.error('--write: the page has every scenario; leave --scenario out.');
  process.exit(2);
}

const crowd = new Crowd(workers);
const measured: ScenarioFigures[] = [];
for (const scenario of SCENARIOS) {
  if (values.scenario.length > 0 && !values.scenario.includes(scenario.id)) continue;
  const figures = await measure(crowd, scenario, rounds);
  measured.push(figures);
  console.log(`${sectionOf(figures)}\n`);
}
await crowd.close();
console.log(summaryOf(measured));
if (values.write) {
  const page = [introduction(rounds, CLASS), summaryOf(measured), ...measured.map(sectionOf)].join('\n\n');
  writeFileSync(new URL('../docs/BALANCE.md', import.meta.url), `${page}\n`);
}
