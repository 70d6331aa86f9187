import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CODEX, codexPage } from '../../shared/codex/index.ts';
import { type CodexPage, GROUPS, type Group } from '../../shared/codex/schema.ts';
import { searchPages } from '../../shared/codex/search.ts';
import { Article } from '../codex/article.tsx';
import { OwnProgress } from '../codex/own.tsx';
import { Quiz } from '../codex/quiz.tsx';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';
import { type Progress, progress } from '../net/progress.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/codex.css';
import '../theme/segmentation.css';
import { Brand } from './brand.tsx';

/** What the address says after #: a page's id, `all`, `met`, or nothing. */
const here = (): string => decodeURIComponent(window.location.hash.slice(1));

function List({ pages, at, met }: { pages: readonly CodexPage[]; at: string; met: ReadonlySet<string> }) {
  return (
    <>
      {(Object.keys(GROUPS) as Group[]).map((group) => {
        const shown = pages.filter((page) => page.group === group);
        if (shown.length === 0) return null;
        return (
          <section key={group}>
            <h2>{GROUPS[group]}</h2>
            <ul>
              {shown.map(({ id, title }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    aria-current={id === at ? 'page' : undefined}
                    class={met.has(id) ? 'met' : ''}
                  >
                    <Sign name={met.has(id) ? 'star' : 'starOpen'} /> {title}
                    {met.has(id) && <span class="visually-hidden"> ({t('codexMet')})</span>}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** The first sentence of a page's text. */
const opening = ({ text }: CodexPage): string => /^.*?[.!?](?= |$)/.exec(text[0] ?? '')?.[0] ?? '';

/** Every page as a card, for screens with room beside the list. */
function Gallery({ met }: { met: ReadonlySet<string> }) {
  return (
    <div class="gallery">
      {CODEX.map((page) => (
        <a
          key={page.id}
          href={`#${page.id}`}
          class={`card ${page.group} ${met.has(page.id) ? 'met' : ''}`}
          tabIndex={-1}
        >
          <b>{page.title}</b>
          <span>{opening(page)}</span>
        </a>
      ))}
    </div>
  );
}

function Codex() {
  const [at, setAt] = useState(here);
  const [typed, setTyped] = useState('');
  const [known, setKnown] = useState<Progress | undefined>();
  const load = () => {
    progress.read().then(setKnown, () => setKnown(undefined));
  };
  useEffect(() => {
    const moved = () => {
      setAt(here());
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', moved);
    load();
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  const met = new Set(known?.codex);
  const page = codexPage(at);
  const quiz = at === 'quiz';
  const handout = at === 'all' || at === 'met';
  const sheets = at === 'all' ? CODEX : CODEX.filter(({ id }) => met.has(id));
  const found = searchPages(CODEX, typed);
  useEffect(() => {
    document.title = `${page?.title ?? t('codexPage')} · Userland`;
  }, [page]);
  return (
    <div class={`codexshell ${page !== undefined || handout || quiz ? 'reading' : ''}`}>
      <header class="codexbar">
        <Brand />
        <a href="#contents" class="toall">
          {t('codexBack')}
        </a>
        <span class="grow" />
        {(page !== undefined || handout) && (
          <button type="button" onClick={() => window.print()}>
            {t('codexPrint')}
          </button>
        )}
      </header>
      <nav aria-label={t('codexContents')}>
        <label>
          <span class="visually-hidden">{t('codexSearch')}</span>
          <input
            type="search"
            value={typed}
            placeholder={t('codexSearchHint')}
            data-testid="codex-search"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <p class="dim" role="status">
          {found.length === 0 ? t('codexNothing') : t('codexCount', { met: met.size, all: CODEX.length })}
        </p>
        <List pages={found} at={at} met={met} />
      </nav>
      <main>
        {page !== undefined && <Article page={page} met={met.has(page.id)} />}
        {handout && sheets.map((sheet) => <Article key={sheet.id} page={sheet} met={met.has(sheet.id)} />)}
        {quiz && <Quiz />}
        {page === undefined && !handout && !quiz && (
          <div class="cover">
            <h1>{t('codexPage')}</h1>
            <p>{t('codexIntro')}</p>
            <p class="row wrap">
              <a class="button" href="#quiz">
                {t('quizTitle')}
              </a>
              <a class="button" href="#all">
                {t('codexPrintAll')}
              </a>
              {met.size > 0 && (
                <a class="button" href="#met">
                  {t('codexPrintMet')}
                </a>
              )}
            </p>
            <OwnProgress known={known} reload={load} />
            <Gallery met={met} />
          </div>
        )}
      </main>
    </div>
  );
}

render(<Codex />, document.getElementById('app') as HTMLElement);
