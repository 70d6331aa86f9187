import { isMet } from '../../server/game/team.ts';
import { ROLES, type Role } from '../../shared/roles.ts';
import { TEAM_MEASURES, type TeamGoal, type TeamMeasure, targetFor } from '../../shared/scenarios/goals.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Figures } from './play.ts';
import { mean, quantile, type Rate, rate } from './statistics.ts';

/** Rounds of one scenario in one make-up. */
export interface Series {
  label: string;
  figures: readonly Figures[];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A share with its 95 % interval: `58 % (48–67)`. */
export function rateText({ share, low, high, of }: Rate): string {
  return of === 0 ? '–' : `${percent(share)} (${Math.round(100 * low)}–${Math.round(100 * high)})`;
}

export const wins = (figures: readonly Figures[]): Rate =>
  rate(figures.filter(({ won }) => won).length, figures.length);

export function malwareWins(figures: readonly Figures[]): Rate {
  const seats = figures.flatMap(({ malware }) => malware);
  return rate(seats.filter(({ won }) => won).length, seats.length);
}

/** Rows of a table in Markdown, padded as a formatter would. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(3, ...all.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

const NAMES: Readonly<Record<TeamMeasure, string>> = {
  throughput: 'jobs done a process',
  turnaround: 'mean ticks to a job’s end',
  wait: 'ticks in the ready queue (95th percentile)',
  late: 'late jobs of 100',
  lost: 'keys and packets lost',
  faults: 'pages fetched back a job',
  breaches: 'breaches',
  panics: 'panics',
};

/** A goal in words, with its target on a machine of that load. */
export function goalText(goal: TeamGoal, load: Parameters<typeof targetFor>[1]): string {
  const bound = TEAM_MEASURES[goal.measure].least ? 'at least' : 'at most';
  return `${NAMES[goal.measure]}: ${bound} ${short(targetFor(goal, load))}`;
}

/** How often the team would have won with every target so much nearer or farther: nothing in a round hangs on its goals. */
export function winsAt(
  figures: readonly Figures[],
  goals: readonly TeamGoal[],
  load: Parameters<typeof targetFor>[1],
  ease: number,
): Rate {
  const met = (one: Figures): boolean =>
    one.held &&
    goals.every((goal) => {
      const { measure } = goal;
      const easier = TEAM_MEASURES[measure].least ? 1 - ease : 1 + ease;
      return isMet(measure, targetFor(goal, load) * easier, one.measures[measure]);
    });
  return rate(figures.filter(met).length, figures.length);
}

/** Deciles of what the goals measure, from the first to the ninth. */
function deciles(figures: readonly Figures[], measure: TeamMeasure): string[] {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) =>
    short(
      quantile(
        figures.map(({ measures }) => measures[measure]),
        share,
      ),
    ),
  );
}

/** Patience at each tenth of the round: the lowest decile, the median and the highest decile of all rounds. */
function curves(series: readonly Series[]): string {
  const head = ['patience', 'of rounds', ...Array.from({ length: 11 }, (_, tenth) => `${tenth * 10} %`)];
  const rows = series.flatMap(({ label, figures }) =>
    (
      [
        ['lowest tenth', 0.1],
        ['median', 0.5],
        ['highest tenth', 0.9],
      ] as const
    ).map(([name, share]) => [
      label,
      name,
      ...Array.from({ length: 11 }, (_, tenth) =>
        String(
          Math.round(
            quantile(
              figures.map(({ patience }) => patience[tenth] ?? 0),
              share,
            ),
          ),
        ),
      ),
    ]),
  );
  return table(head, rows);
}

export interface RoleScore {
  role: Role;
  points: number;
  /** How often a seat of the role has most points of the room, as a multiple of what chance would give it. */
  best: number;
}

export function roleScores(figures: readonly Figures[]): RoleScore[] {
  return ROLES.flatMap((role) => {
    const points = figures.flatMap((one) =>
      one.points.filter(([of]) => of === role).map(([, value]) => value),
    );
    if (points.length === 0) return [];
    const chance = points.length / figures.reduce((sum, one) => sum + one.points.length, 0);
    const best = figures.filter((one) => one.best === role).length / figures.length;
    return [{ role, points: mean(points), best: best / chance }];
  });
}

function scores(series: readonly Series[]): string {
  const roles = ROLES.filter((role) =>
    series.some(({ figures }) => roleScores(figures).some((one) => one.role === role)),
  );
  return table(
    ['points', ...roles],
    series.map(({ label, figures }) => [
      label,
      ...roles.map((role) => {
        const found = roleScores(figures).find((one) => one.role === role);
        return found === undefined ? '–' : `${Math.round(found.points)} (${found.best.toFixed(1)}×)`;
      }),
    ]),
  );
}

/** Everything that was measured of one scenario. */
export interface ScenarioFigures {
  scenario: Scenario;
  /** A class of the size that is balanced for; the load is its machine's. */
  load: Parameters<typeof targetFor>[1];
  /** Middling teams on the seeds on which targets were found, and on others. */
  found: Series;
  held: Series;
  /** Crews and malware of other skills, classes of other sizes, a user of other patience. */
  crews: readonly Series[];
  malware: readonly Series[];
  sizes: readonly Series[];
  users: readonly Series[];
}

const line = ({ label, figures }: Series, malware: boolean): string[] => [
  label,
  rateText(wins(figures)),
  percent(figures.filter(({ held }) => held).length / Math.max(1, figures.length)),
  short(
    quantile(
      figures.map(({ patience }) => patience.at(-1) ?? 0),
      0.5,
    ),
  ),
  ...(malware ? [rateText(malwareWins(figures))] : []),
];

/** The section of one scenario. */
export function sectionOf(given: ScenarioFigures): string {
  const { scenario, load, found, held, crews, malware, sizes, users } = given;
  const goals = scenario.goals ?? [];
  const infected = scenario.roles.malware;
  const series = [found, held, ...crews, ...malware, ...sizes, ...users].filter(
    ({ figures }) => figures.length > 0,
  );
  const ease = [-0.1, -0.05, 0, 0.05, 0.1];
  return [
    `## ${scenario.name}`,
    `Goals: ${goals.map((goal) => goalText(goal, load)).join('; ')}. Patience: ${scenario.jobs.patience} ticks a job.`,
    table(
      ['make-up', 'team wins', 'patience lasts', 'patience left', ...(infected ? ['malware wins'] : [])],
      series.map((one) => line(one, infected)),
    ),
    'Middling teams, if every target were so much easier:',
    table(
      ease.map((value) => `${value > 0 ? '+' : ''}${Math.round(100 * value)} %`),
      [ease.map((value) => rateText(winsAt(held.figures, goals, load, value)))],
    ),
    'What middling teams reach, by decile:',
    table(
      ['measure', '10 %', '20 %', '30 %', '40 %', '50 %', '60 %', '70 %', '80 %', '90 %'],
      goals.map(({ measure }) => [NAMES[measure], ...deciles([...found.figures, ...held.figures], measure)]),
    ),
    'The user’s patience through the round:',
    curves([...crews.slice(0, 1), held, ...crews.slice(1)].filter(({ figures }) => figures.length > 0)),
    'Points by role, and how often a seat of it has most in the room, against chance:',
    scores([...crews.slice(0, 1), held, ...crews.slice(1)].filter(({ figures }) => figures.length > 0)),
  ].join('\n\n');
}
