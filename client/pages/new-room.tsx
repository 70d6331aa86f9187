import { useEffect, useState } from 'preact/hooks';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';
import { api, type ScenarioCard, sentence } from '../net/api.ts';
import { hostKey } from '../net/keys.ts';
import { Brand } from './brand.tsx';
import { PasswordField, Refusal } from './form-parts.tsx';

const TICKS_PER_MINUTE = 300;

function Scenarios(props: { cards: ScenarioCard[]; chosen: string; choose: (id: string) => void }) {
  return (
    <fieldset class="bare">
      <legend>
        <h2>{t('scenario')}</h2>
      </legend>
      <div class="scenarios">
        {props.cards.map((card) => (
          <button
            key={card.id}
            type="button"
            class="scenario"
            aria-pressed={props.chosen === card.id}
            data-testid={`scenario-${card.id}`}
            onClick={() => props.choose(card.id)}
          >
            <b>
              {props.chosen === card.id && <Sign name="check" />}
              {card.name}
            </b>
            <small class="blurb">{card.blurb}</small>
            <small>{t('minutes', { minutes: Math.round(card.lengthTicks / TICKS_PER_MINUTE) })}</small>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A room in a minute: a name and a scenario. */
export function NewRoom() {
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
    setError('');
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
    <main class="centre">
      <form class="panel sheet broad" onSubmit={(event) => void open(event)}>
        <Brand />
        <h1>{t('hostClass')}</h1>
        <div class="hostfields">
          <label class="form">
            {t('roomName')}
            <input
              value={name}
              maxLength={40}
              placeholder={t('roomNameHint')}
              data-testid="host-name"
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <PasswordField asked={needsPassword} value={password} set={setPassword} testid="host-password" />
        </div>
        <Scenarios cards={scenarios} chosen={scenario} choose={setScenario} />
        <Refusal text={error} />
        <button type="submit" class="primary start" data-testid="host-go" disabled={busy}>
          {t('openRoom')}
        </button>
        <p>
          <a href="/prepare" data-testid="prepare">
            {t('prepareLesson')}
          </a>{' '}
          · <a href="/assign">{t('setLevels')}</a>
        </p>
      </form>
    </main>
  );
}
