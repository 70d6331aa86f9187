import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Desk } from '../hud/host/desk.tsx';
import { t } from '../i18n/t.ts';
import { api, type ScenarioCard, sentence } from '../net/api.ts';
import { hostKey } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { Brand } from './brand.tsx';
import { lastPathPart } from './path.ts';

/** A room in a minute: a name and a scenario. */
function NewRoom() {
  const [scenarios, setScenarios] = useState<ScenarioCard[]>([]);
  const [needsPassword, setNeedsPassword] = useState(false);
  const [name, setName] = useState('');
  const [scenario, setScenario] = useState('first-boot');
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api.scenarios().then(
      (answer) => {
        setScenarios(answer.scenarios);
        setNeedsPassword(answer.hostPassword);
      },
      (reason) => setError(sentence(reason)),
    );
  }, []);
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const room = await api.host(name, scenario, password);
      hostKey.set(room.code, room.hostKey);
      window.location.href = `/host/${room.code}`;
    } catch (reason) {
      setError(sentence(reason));
      setBusy(false);
    }
  };
  return (
    <main class="page" style={{ maxWidth: '56rem' }}>
      <Brand />
      <form class="panel" style={{ display: 'grid', gap: '1rem' }} onSubmit={(event) => void open(event)}>
        <h1>{t('hostClass')}</h1>
        <label class="form">
          {t('roomName')}
          <input
            value={name}
            maxLength={40}
            placeholder="Year 10, computer science"
            data-testid="host-name"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend>{t('scenario')}</legend>
          <div class="scenarios" style={{ marginTop: '0.4rem' }}>
            {scenarios.map((card) => (
              <button
                key={card.id}
                type="button"
                class="scenario"
                aria-pressed={scenario === card.id}
                data-testid={`scenario-${card.id}`}
                onClick={() => setScenario(card.id)}
              >
                {card.name}
                <small>{card.blurb}</small>
              </button>
            ))}
          </div>
        </fieldset>
        {needsPassword && (
          <label class="form">
            {t('password')}
            <input
              type="password"
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          </label>
        )}
        <p class="error" role="alert">
          {error}
        </p>
        <button type="submit" class="primary" data-testid="host-go" disabled={busy}>
          {t('openRoom')}
        </button>
      </form>
    </main>
  );
}

const code = lastPathPart('host');

render(code === '' ? <NewRoom /> : <Desk code={code} />, document.getElementById('app') as HTMLElement);
