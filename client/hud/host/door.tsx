import { useState } from 'preact/hooks';
import { td } from '../../i18n/desk.ts';
import { desk, room } from '../../net/store.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

interface SwitchProps {
  on: boolean;
  text: string;
  testid: string;
  flip(on: boolean): void;
}

export function Switch({ on, text, testid, flip }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} data-testid={testid} onClick={() => flip(!on)}>
      <span class="knob" aria-hidden="true" />
      <span class="grow">{text}</span>
    </button>
  );
}

function TurnAway({ seat, name }: { seat: string; name: string }) {
  const send = useSend();
  const [sure, setSure] = useState(false);
  const text = sure ? td('turnAwaySure') : td('turnAway');
  return (
    <button
      type="button"
      class={sure ? 'danger' : 'quiet'}
      aria-label={`${text}: ${name}`}
      onBlur={() => setSure(false)}
      onClick={() => (sure ? send('kick', { seat }) : setSure(true))}
    >
      {text}
    </button>
  );
}

/** Who waits before the door; on top of the desk, for they wait. */
export function Waiting() {
  const send = useSend();
  const waiting = desk.value?.waiting ?? [];
  if (waiting.length === 0) return null;
  return (
    <Panel
      title={td('waitingTitle', { count: waiting.length })}
      class="fixed calls-attention"
      testid="waiting-list"
    >
      <ul class="rosterlist" aria-live="polite">
        {waiting.map(({ seat, nickname, connected }) => (
          <li key={seat} class={connected ? '' : 'away'} data-testid="waiting-row">
            <span class="grow name">{nickname}</span>
            <TurnAway seat={seat} name={nickname} />
            <button
              type="button"
              aria-label={`${td('letIn')}: ${nickname}`}
              data-testid="let-in"
              onClick={() => send('admit', { seat })}
            >
              {td('letIn')}
            </button>
          </li>
        ))}
      </ul>
      {waiting.length > 1 && (
        <button type="button" class="primary" data-testid="let-all-in" onClick={() => send('admit', {})}>
          {td('letAllIn')}
        </button>
      )}
    </Panel>
  );
}

function Capacity() {
  const send = useSend();
  const { capacity = 1, most = 1 } = desk.value ?? {};
  return (
    <label class="row capacity">
      <span class="grow">{td('capacity')}</span>
      <input
        type="number"
        min={1}
        max={most}
        value={capacity}
        data-testid="capacity"
        onChange={(event) => {
          const players = Math.round(event.currentTarget.valueAsNumber);
          if (players >= 1) send('capacity', { players });
          else event.currentTarget.value = String(capacity);
        }}
      />
    </label>
  );
}

function Banned() {
  const send = useSend();
  const view = desk.value;
  if (view === null || view.banned.length === 0) return null;
  return (
    <div class="banned" data-testid="banned">
      <h3>{td('bannedTitle')}</h3>
      <p class="dim">{td('bannedHint')}</p>
      {!view.waitingRoom && (
        <button type="button" onClick={() => send('waitingRoom', { on: true })}>
          {td('useWaitingRoom')}
        </button>
      )}
      {view.banned.map(({ seat, nickname }) => (
        <button key={seat} type="button" class="quiet" onClick={() => send('forgive', { seat })}>
          {td('forgive', { name: nickname })}
        </button>
      ))}
    </div>
  );
}

/** Who may come in, and under which name. */
export function Door() {
  const send = useSend();
  const view = room.value;
  if (view === null || desk.value === null) return null;
  const between = view.phase === 'lobby' || view.phase === 'results';
  return (
    <Panel title={td('door')} class="fixed" testid="door">
      <div class="switches one">
        <Switch
          on={desk.value.waitingRoom}
          text={td('waitingRoom')}
          testid="waiting-room"
          flip={(on) => send('waitingRoom', { on })}
        />
        <Switch
          on={view.locked}
          text={td('locked')}
          testid="lock"
          flip={(locked) => send('lock', { locked })}
        />
        {between && (
          <Switch
            on={view.generatedNames}
            text={td('madeUpNames')}
            testid="names"
            flip={(generated) => send('names', { generated })}
          />
        )}
      </div>
      <Capacity />
      <Banned />
    </Panel>
  );
}
