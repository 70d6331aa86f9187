import { useState } from 'preact/hooks';
import { type Text, t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';
import { TICKS_PER_SECOND } from '../format.ts';
import { RoleIcon } from '../icons.tsx';
import { HowTo } from '../role-chip.tsx';
import { useSend } from '../send.ts';

/** What each role tries once before the machine runs: the ask, and what the machine answers. */
const TRIES = {
  process: { ask: 'write(1, "hello", 5)', answer: '= 5   hello', refused: false },
  scheduler: { ask: 'pid 14', answer: 'pid 14 → core 0', refused: false },
  memory: { ask: 'page fault: no frame is free', answer: 'frame 23 → swap', refused: false },
  io: { ask: 'keyboard rings', answer: 'served · 4 keys', refused: false },
  auditor: { ask: 'pid 17: 3 denials', answer: 'echo 1 > cgroup.freeze', refused: false },
  malware: { ask: 'x = load KERNEL', answer: 'SIGSEGV · supervisor only', refused: true },
} as const;

/** One act of the role on a toy machine: nothing of it reaches the room. */
function Try({ role }: { role: keyof typeof TRIES }) {
  const [done, setDone] = useState(false);
  const { ask, answer, refused } = TRIES[role];
  return (
    <div class="try">
      <div class={`trystage ${done ? 'done' : ''} ${refused ? 'refused' : ''}`}>
        <span class="ask">{ask}</span>
        <span class="answer" role="status">
          {done ? answer : ''}
        </span>
      </div>
      <button type="button" data-testid="try" onClick={() => setDone(true)} disabled={done}>
        {done ? t(`tried_${role}` as Text) : t(`try_${role}` as Text)}
      </button>
    </div>
  );
}

/** The briefing while the machine boots: one sentence, three hints, one try. */
export function Boot() {
  const send = useSend();
  const [ready, setReady] = useState(false);
  const view = room.value;
  const { kind, briefing } = self.value;
  if (view === null || kind === 'host' || kind === 'watch') return null;
  const left = Math.max(0, view.endsAt - view.tick);
  return (
    <div class="overlay">
      <section class="panel sheet briefing" data-testid="briefing">
        <div class="row">
          <RoleIcon role={kind} />
          <div class="grow">
            <p class="dim">{t('bootTitle')}</p>
            <h1>{t(kind)}</h1>
          </div>
          <strong>{t('bootSeconds', { seconds: Math.ceil(left / TICKS_PER_SECOND) })}</strong>
        </div>
        <span class="track countdown">
          <i style={{ width: `${view.endsAt === 0 ? 0 : (100 * left) / view.endsAt}%` }} />
        </span>
        <p class="sentence">{briefing === '' ? t(`${kind}Hint` as Text) : briefing}</p>
        <HowTo role={kind} />
        <Try key={kind} role={kind} />
        <button
          type="button"
          class="primary"
          data-testid="ready"
          disabled={ready}
          onClick={() => {
            setReady(true);
            send('ready', {});
          }}
        >
          {ready ? t('bootWaiting') : t('bootReady')}
        </button>
      </section>
    </div>
  );
}
