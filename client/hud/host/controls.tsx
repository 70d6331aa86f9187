import type { RoomView } from '../../../shared/protocol/view.ts';
import type { Phase } from '../../../shared/roles.ts';
import { t } from '../../i18n/t.ts';
import { preparedLesson } from '../../net/keys.ts';
import { room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { useScenarios } from './scenarios.ts';

const PHASES = {
  lobby: 'phaseLobby',
  boot: 'phaseBoot',
  run: 'phaseRun',
  results: 'phaseResults',
} as const satisfies Record<Phase, string>;
const SPEEDS = [0.5, 1, 2, 4] as const;

/** Where the lesson plan of the scenario chosen is; '' for one that was prepared in another browser. */
function lessonAddress(view: RoomView | null): string {
  if (view === null) return '';
  if (view.scenario !== view.prepared?.id) return `/lessons/${view.scenario}`;
  const lesson = preparedLesson.get(view.code);
  return lesson === undefined ? '' : `/prepare?plan#${lesson}`;
}

function ScenarioChoice() {
  const send = useSend();
  const cards = useScenarios();
  const plan = lessonAddress(room.value);
  return (
    <div>
      <label>
        {t('scenario')}
        <select
          value={room.value?.scenario}
          onChange={(event) => send('scenario', { id: event.currentTarget.value })}
        >
          {cards.map((card) => (
            <option key={card.id} value={card.id}>
              {card.name}
            </option>
          ))}
        </select>
      </label>
      {plan !== '' && (
        <a href={plan} target="_blank" rel="noreferrer" data-testid="open-lesson">
          {t('lessonPlan')}
        </a>
      )}
    </div>
  );
}

/** Start, pause, speed, end, lock: what the host may do with the round. */
export function Controls() {
  const send = useSend();
  const view = room.value;
  if (view === null) return null;
  const between = view.phase === 'lobby' || view.phase === 'results';
  return (
    <Panel
      title={t(PHASES[view.phase])}
      class="fixed"
      aside={view.round > 0 ? `${t('phaseRun')} ${view.round}` : undefined}
    >
      <div class="controls">
        {between && <ScenarioChoice />}
        <div class="row wrap">
          {between && (
            <button type="button" class="primary start" data-testid="start" onClick={() => send('start', {})}>
              {view.phase === 'lobby' ? t('start') : t('startNext')}
            </button>
          )}
          {!between && !view.paused && (
            <button type="button" data-testid="pause" onClick={() => send('pause', {})}>
              <Sign name="pause" /> {t('pause')}
            </button>
          )}
          {!between && view.paused && (
            <button type="button" class="primary" data-testid="resume" onClick={() => send('resume', {})}>
              <Sign name="play" /> {t('resume')}
            </button>
          )}
          {view.phase === 'run' && view.paused && (
            <button type="button" data-testid="step" onClick={() => send('step', {})}>
              {t('step')}
            </button>
          )}
          {!between && (
            <button type="button" class="danger" data-testid="end" onClick={() => send('end', {})}>
              {t('end')}
            </button>
          )}
          {view.phase === 'results' && (
            <button type="button" data-testid="to-lobby" onClick={() => send('lobby', {})}>
              {t('toLobby')}
            </button>
          )}
        </div>
        <div class="row wrap">
          <span class="dim">{t('speed')}</span>
          <span class="speeds">
            {SPEEDS.map((factor) => (
              <button
                key={factor}
                type="button"
                aria-pressed={view.speed === factor}
                data-testid={`speed-${factor}`}
                onClick={() => send('speed', { factor })}
              >
                ×{factor}
              </button>
            ))}
          </span>
        </div>
      </div>
    </Panel>
  );
}
