import { signal } from '@preact/signals';
import { PROTECTIONS } from '../../shared/protections.ts';
import { PROGRAMS, ROLES } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { machineSize, roleCounts } from '../../shared/scenarios/size.ts';
import { RoleIcon } from '../hud/icons.tsx';
import { ProgramIcon } from '../hud/program-icon.tsx';
import { Sign } from '../hud/sign.tsx';
import { tp } from '../i18n/prepare.ts';
import { t } from '../i18n/t.ts';
import { checked } from './draft.ts';

const students = signal(20);
/** Frames that are drawn one by one; of more than these, each square stands for several. */
const MOST_SQUARES = 240;

/** The last scenario that was right: while a field is wrong the picture stays. */
let shown: Scenario | undefined;

/** What a class of that size gives: the same rules that the server goes by. */
function machineOf(scenario: Scenario, players: number) {
  const counts = roleCounts(players, scenario);
  const playing = counts.process + counts.malware;
  const processes = Math.max(playing, scenario.leastProcesses);
  const size = machineSize(scenario.machine, processes, counts.scheduler);
  return { counts, processes, bots: processes - playing, ...size };
}

/** The programs that are dealt out, those of a kind together; bots' are paler. */
function Houses({ scenario, processes, bots }: { scenario: Scenario; processes: number; bots: number }) {
  const dealt = Array.from({ length: processes }, (_, index) => ({
    program: scenario.programs[index % scenario.programs.length],
    bot: index >= processes - bots,
  }));
  return (
    <ul class="prephouses">
      {PROGRAMS.map((program) => {
        const own = dealt.filter((one) => one.program === program);
        if (own.length === 0) return null;
        return (
          <li key={program}>
            <span class="row">
              {own.map(({ bot }, index) => (
                <span key={index} class={bot ? 'bot' : ''}>
                  <ProgramIcon program={program} />
                </span>
              ))}
            </span>
            <code>
              {program}
              <span class="visually-hidden"> ×{own.length}</span>
            </code>
          </li>
        );
      })}
    </ul>
  );
}

function Wall({ protections }: Pick<Scenario, 'protections'>) {
  const down = PROTECTIONS.filter(({ id }) => id !== 'kpti' && protections[id] === false);
  return (
    <p class={`prepwall ${down.length > 0 ? 'down' : ''}`} data-testid="preview-wall">
      <Sign name={down.length > 0 ? 'warning' : 'wall'} />{' '}
      {down.length === 0
        ? tp('previewUp')
        : tp('previewDown', { walls: down.map(({ name }) => name).join(', ') })}
    </p>
  );
}

function Memory({ frames, processes }: { frames: number; processes: number }) {
  const each = Math.ceil(frames / MOST_SQUARES);
  return (
    <div>
      <b data-testid="preview-frames">{tp('previewFrames', { count: frames })}</b>
      <div class="prepframes" aria-hidden="true">
        {Array.from({ length: Math.ceil(frames / each) }, (_, index) => (
          <i
            key={index}
            style={{ '--hue': `${Math.floor((index * each * processes) / Math.max(1, frames)) * 47}` }}
          />
        ))}
      </div>
    </div>
  );
}

/** The machine as the form makes it, for a class of a size: it follows each change. */
export function Preview() {
  const read = checked.value;
  if (read.ok) shown = read.scenario;
  const scenario = shown;
  if (scenario === undefined) return null;
  const { counts, processes, bots, cores, frames } = machineOf(scenario, students.value);
  return (
    <section class="panel preview" aria-label={tp('preview')} data-testid="preview">
      <h2>{tp('preview')}</h2>
      <label class="prepsize">
        <output>{tp('previewClass', { count: students.value })}</output>
        <input
          type="range"
          min={1}
          max={40}
          value={students.value}
          aria-label={tp('previewSlider')}
          data-testid="preview-students"
          onInput={(event) => {
            students.value = Number(event.currentTarget.value);
          }}
        />
      </label>
      <ul class="prepcast">
        {ROLES.filter((role) => counts[role] > 0).map((role) => (
          <li key={role}>
            <RoleIcon role={role} />
            <b>{counts[role]}</b> {t(role)}
          </li>
        ))}
      </ul>
      <p>
        <b data-testid="preview-processes">{tp('previewProcesses', { count: processes })}</b>
        {bots > 0 && <span class="dim"> · {tp('previewBots', { count: bots })}</span>}
      </p>
      <Houses scenario={scenario} processes={processes} bots={bots} />
      <Wall protections={scenario.protections} />
      <p>
        <b data-testid="preview-cores">{tp('previewCores', { count: cores })}</b>
        <span class="dim"> · {tp('previewQueue', { count: Math.round((processes / cores) * 10) / 10 })}</span>
      </p>
      <div class="prepcores" aria-hidden="true">
        {Array.from({ length: cores }, (_, index) => (
          <span key={index}>{index}</span>
        ))}
      </div>
      <Memory frames={frames} processes={processes} />
    </section>
  );
}
