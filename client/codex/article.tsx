import { codexPage } from '../../shared/codex/index.ts';
import { type CodexPage, GROUPS } from '../../shared/codex/schema.ts';
import { CURRICULUM } from '../../shared/curriculum.ts';
import { Sign } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';
import { Figure } from './figure.tsx';

/** One page: title, picture, explanation, what is often believed, the real command, codes, links. */
export function Article({ page, met }: { page: CodexPage; met: boolean }) {
  return (
    <article class="codexpage" data-page={page.id}>
      <p class="dim kicker">
        {GROUPS[page.group]}
        <span class="standing">
          {' '}
          · {met && <Sign name="star" />} {t(met ? 'codexMet' : 'codexNotMet')}
        </span>
      </p>
      <h1>{page.title}</h1>
      <div class="spread">
        <Figure figure={page.figure} caption={page.caption} id={page.id} />
        <div class="prose">
          {page.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </div>
      {page.wrong.length > 0 && (
        <section class="wrongs">
          {page.wrong.map(({ said, so }) => (
            <dl key={said}>
              <dt>
                <small>{t('codexWrong')}</small>“{said}”
              </dt>
              <dd>
                <small>{t('codexSo')}</small>
                {so}
              </dd>
            </dl>
          ))}
        </section>
      )}
      <section class="real">
        <h2>{t('codexReal')}</h2>
        <pre>
          <code>{page.command}</code>
        </pre>
        <p>{page.shows}</p>
      </section>
      <footer>
        <p>
          <b>{t('codexCodes')}: </b>
          {page.codes.map((code, index) => (
            <span key={code} title={CURRICULUM[code]}>
              {index > 0 && ' · '}
              {code}
            </span>
          ))}
        </p>
        <p class="seealso">
          <b>{t('codexSee')}: </b>
          {page.see.map((id, index) => (
            <span key={id}>
              {index > 0 && ' · '}
              <a href={`#${id}`}>{codexPage(id)?.title}</a>
            </span>
          ))}
        </p>
      </footer>
    </article>
  );
}
