import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { SCENARIOS, scenario as scenarioOf } from '../../shared/scenarios/index.ts';
import { MOST_LINK, packScenario, scenarioFile } from '../../shared/scenarios/link.ts';
import { tp } from '../i18n/prepare.ts';
import { t } from '../i18n/t.ts';
import { api, sentence } from '../net/api.ts';
import { hostKey, preparedLesson } from '../net/keys.ts';
import { apply, before, checked, draft, linkOf, open, openFile, openLink, said } from '../prepare/draft.ts';
import { fieldOf } from '../prepare/fields.ts';
import { Form } from '../prepare/form.tsx';
import { Plan } from '../prepare/plan.tsx';
import { PRESETS } from '../prepare/presets.ts';
import { Preview } from '../prepare/preview.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/prepare.css';
import { Brand } from './brand.tsx';

const fragment = (): string => window.location.hash.replace(/^#/, '');

function Start() {
  return (
    <section class="panel prepstart">
      <h2>{tp('start')}</h2>
      <div class="row wrap">
        {SCENARIOS.map((card) => (
          <button
            key={card.id}
            type="button"
            class="small"
            title={card.blurb}
            data-testid={`start-${card.id}`}
            onClick={() => {
              const chosen = scenarioOf(card.id);
              if (chosen !== undefined) open(chosen);
              said.value = { text: tp('opened', { name: card.name }), bad: false };
            }}
          >
            {card.name}
          </button>
        ))}
      </div>
      <h2>{tp('presets')}</h2>
      <div class="row wrap">
        {PRESETS.map(({ label, change }) => (
          <button
            key={label}
            type="button"
            class="small"
            data-testid={label}
            onClick={() => apply(change(draft.value))}
          >
            {tp(label)}
          </button>
        ))}
      </div>
      <p>
        <a href="/assign">{tp('assign')}</a>
      </p>
    </section>
  );
}

function Save({ plan }: { plan: () => void }) {
  const read = checked.value;
  const link = useSignal('');
  const copy = async (): Promise<void> => {
    if (!read.ok) return;
    const text = await linkOf(read.scenario);
    if (text.length > MOST_LINK) {
      said.value = { text: tp('linkTooLong'), bad: true };
      return;
    }
    link.value = text;
    try {
      await navigator.clipboard.writeText(text);
      said.value = { text: tp('linkCopied'), bad: false };
    } catch {
      said.value = { text: tp('linkShown'), bad: false };
    }
  };
  const download = (): void => {
    if (!read.ok) return;
    const url = URL.createObjectURL(new Blob([scenarioFile(read.scenario)], { type: 'application/json' }));
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = `${read.scenario.id.replace(/^own-/, 'userland-')}.json`;
    anchor.click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <div class="prepsave">
        <button type="button" data-testid="save-link" disabled={!read.ok} onClick={() => void copy()}>
          {tp('saveLink')}
        </button>
        <button type="button" data-testid="save-file" disabled={!read.ok} onClick={download}>
          {tp('saveFile')}
        </button>
        <label class="button">
          {tp('openFile')}
          <input
            class="visually-hidden"
            type="file"
            accept="application/json,.json"
            aria-label={tp('openFileName')}
            data-testid="open-file"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) void openFile(file);
              currentTarget.value = '';
            }}
          />
        </label>
        <button type="button" data-testid="open-plan" disabled={!read.ok} onClick={plan}>
          {tp('plan')}
        </button>
      </div>
      {link.value !== '' && (
        <input readOnly value={link.value} data-testid="link" aria-label={tp('saveLink')} />
      )}
    </>
  );
}

function Host() {
  const read = checked.value;
  const name = useSignal('');
  const password = useSignal('');
  const asks = useSignal(false);
  const busy = useSignal(false);
  useEffect(() => {
    api.scenarios().then(
      ({ hostPassword }) => {
        asks.value = hostPassword;
      },
      () => undefined,
    );
  }, []);
  const host = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!read.ok) return;
    busy.value = true;
    try {
      const room = await api.host(name.value, read.scenario, password.value);
      hostKey.set(room.code, room.hostKey);
      preparedLesson.set(room.code, await packScenario(read.scenario));
      window.location.href = `/host/${room.code}`;
    } catch (reason) {
      said.value = { text: sentence(reason), bad: true };
      busy.value = false;
    }
  };
  return (
    <form class="prephost" onSubmit={(event) => void host(event)}>
      <label>
        {tp('hostName')}
        <input
          value={name.value}
          maxLength={40}
          placeholder={tp('hostNameHint')}
          data-testid="prepare-room"
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      {asks.value && (
        <label>
          {t('password')}
          <input
            type="password"
            value={password.value}
            onInput={(event) => {
              password.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
      <button type="submit" class="primary" data-testid="prepare-host" disabled={!read.ok || busy.value}>
        {tp('host')}
      </button>
    </form>
  );
}

/** What has to be mended before the lesson can be saved, in the form's own words where it has a field for it. */
function mending({ field, message }: { field: string; message: string }): string {
  const known = fieldOf(field);
  return known === undefined ? tp('mend', { reason: message }) : tp('mendField', { label: tp(known.label) });
}

function Said() {
  const read = checked.value;
  const back = before.value;
  return (
    <div role="status" class="prepsaid" data-testid="said">
      {!read.ok && <p class="error">{mending(read)}</p>}
      {said.value !== undefined && <p class={said.value.bad ? 'error' : ''}>{said.value.text}</p>}
      {back !== undefined && (
        <button
          type="button"
          class="quiet small"
          data-testid="bring-back"
          onClick={() => {
            open(back);
            before.value = undefined;
            said.value = undefined;
          }}
        >
          {tp('back')}
        </button>
      )}
    </div>
  );
}

/** The width from which the machine stands beside the form, as `prepare.css` has it. */
const NARROW = window.matchMedia('(max-width: 1000px)');

/** Whether there is one column only: then the machine stands before the form, for eyes and for the Tab key alike. */
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(NARROW.matches);
    NARROW.addEventListener('change', follow);
    return () => NARROW.removeEventListener('change', follow);
  }, []);
  return narrow;
}

function Prepare() {
  const plan = useSignal(new URLSearchParams(window.location.search).has('plan'));
  useEffect(() => {
    const follow = (): void => {
      const lesson = fragment();
      if (lesson === '') return;
      // Out of the address at once: a reload is to show what was changed since, and not the link again.
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
      void openLink(lesson);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const read = checked.value;
  const narrow = useNarrow();
  if (plan.value && read.ok) {
    return (
      <Plan
        scenario={read.scenario}
        close={() => {
          plan.value = false;
        }}
      />
    );
  }
  return (
    <main class="prepare">
      <div class="prepcolumns">
        <div class="stack">
          <header>
            <Brand />
            <h1>{tp('title')}</h1>
            <p class="dim">{tp('intro')}</p>
          </header>
          {narrow && <Preview />}
          <Start />
          <Form />
        </div>
        <aside class="prepside">
          {!narrow && <Preview />}
          <section class="panel">
            <Said />
            <Host />
            <Save
              plan={() => {
                plan.value = true;
              }}
            />
          </section>
        </aside>
      </div>
    </main>
  );
}

render(<Prepare />, document.getElementById('app') as HTMLElement);
