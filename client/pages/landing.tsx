import { render } from 'preact';
import { useState } from 'preact/hooks';
import { ROLES, type Role } from '../../shared/roles.ts';
import { RoleIcon } from '../hud/icons.tsx';
import { openLevel } from '../hud/level/open.ts';
import { Sign } from '../hud/sign.tsx';
import { type Text, t } from '../i18n/t.ts';
import { api, sentence } from '../net/api.ts';
import { assignmentInPlay, intent } from '../net/keys.ts';
import { readStars } from '../net/stars.ts';
import { Refusal } from './form-parts.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/landing.css';
import '../theme/levels.css';
import { Brand } from './brand.tsx';
import { Hardware } from './hardware.tsx';
import { Illustration } from './illustration.tsx';

function PlayNow() {
  const [busy, setBusy] = useState<Role | ''>('');
  const [error, setError] = useState('');
  const play = async (role: Role): Promise<void> => {
    setBusy(role);
    setError('');
    try {
      const { code } = await api.playNow(role);
      intent.set(code, { role });
      window.location.href = `/play/${code}`;
    } catch (reason) {
      setError(sentence(reason));
      setBusy('');
    }
  };
  return (
    <section class="panel door main" aria-labelledby="play-now">
      <h2 id="play-now" data-testid="play-now">
        {t('playNow')}
      </h2>
      <p>{busy === '' ? t('playNowHint') : t('starting')}</p>
      <div class="roles">
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            class={`role ${role} ${busy === role ? 'busy' : ''}`}
            data-testid={`role-${role}`}
            disabled={busy !== ''}
            onClick={() => void play(role)}
          >
            <RoleIcon role={role} />
            <b>{t(role)}</b>
            <small>{t(`${role}Hint` as Text)}</small>
          </button>
        ))}
      </div>
      <Refusal text={error} />
    </section>
  );
}

const FIRST_LEVEL = 'userspace-1';

/** The first level without a star. The levels' texts are heavy, and a newcomer needs none of them to begin. */
async function nextLevel(stars: Readonly<Record<string, number>>): Promise<string> {
  const { LEVELS } = await import('../../shared/levels/index.ts');
  return LEVELS.find(({ id }) => stars[id] === undefined)?.id ?? FIRST_LEVEL;
}

/** The shortest way in: the first level that this browser has no star of. */
function FirstLevel() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const stars = readStars();
  const fresh = Object.keys(stars).length === 0;
  const start = (): void => {
    setBusy(true);
    setError('');
    assignmentInPlay.set(undefined);
    const next = fresh ? Promise.resolve(FIRST_LEVEL) : nextLevel(stars);
    next.then(openLevel).catch((reason) => {
      setError(sentence(reason));
      setBusy(false);
    });
  };
  return (
    <div class="firstlevel">
      <button type="button" class="primary" data-testid="first-level" disabled={busy} onClick={start}>
        <Sign name="play" /> {busy ? t('starting') : t(fresh ? 'startHere' : 'goOnLevels')}
      </button>
      <a href="/solo" data-testid="to-map">
        {t('allLevels')}
      </a>
      <a href="/daily" data-testid="to-daily">
        {t('dailyLink')}
      </a>
      <Refusal text={error} />
    </div>
  );
}

function JoinClass() {
  const [code, setCode] = useState('');
  return (
    <form
      class="panel door"
      onSubmit={(event) => {
        event.preventDefault();
        window.location.href = `/join/${encodeURIComponent(code.trim().toUpperCase())}`;
      }}
    >
      <h2>{t('joinClass')}</h2>
      <p>{t('joinHint')}</p>
      <div class="bottom form beside">
        <label>
          <span class="visually-hidden">{t('code')}</span>
          <input
            class="codeinput"
            value={code}
            maxLength={9}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            placeholder="ABC234"
            data-testid="landing-code"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={code.trim() === ''}>
          {t('join')}
        </button>
      </div>
    </form>
  );
}

function HostClass() {
  return (
    <section class="panel door">
      <h2>{t('hostClass')}</h2>
      <p>{t('hostHint')}</p>
      <div class="bottom form">
        <a class="button" href="/host">
          {t('openRoom')}
        </a>
        <a href="/assign" data-testid="to-assign">
          {t('setLevels')}
        </a>
      </div>
    </section>
  );
}

/** The page is the machine: programs above, the wall, the doors in the kernel, the hardware at the bottom. */
function Landing() {
  return (
    <main class="landing">
      <section class="sky">
        <Brand />
        <div class="skyrow">
          <div class="words">
            <h1>{t('tagline')}</h1>
            <p>{t('pitch')}</p>
            <FirstLevel />
          </div>
          <Illustration />
        </div>
      </section>
      <div class="boundary" aria-hidden="true" />
      <section class="underneath">
        <div class="doors">
          <PlayNow />
          <JoinClass />
          <HostClass />
        </div>
        <p class="dim promise">
          {t('promise')} <a href="/codex">{t('codexPage')}</a>
        </p>
      </section>
      <Hardware />
    </main>
  );
}

render(<Landing />, document.getElementById('app') as HTMLElement);
