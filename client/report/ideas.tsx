import { codexPage } from '../../shared/codex/index.ts';
import { type ClassIdea, type Evidence, SHOWN, type Shown } from '../../shared/report/ideas.ts';
import { Sign, type SignName } from '../hud/sign.tsx';
import { type ResultText, r } from '../i18n/r.ts';

const SIGNS: Readonly<Record<Shown, SignName>> = {
  shown: 'check',
  answered: 'pencil',
  met: 'dot',
  wrong: 'cross',
  none: 'ring',
};
const WORDS: Readonly<Record<Shown, ResultText>> = {
  shown: 'ideaShown',
  answered: 'ideaAnswered',
  met: 'ideaMet',
  wrong: 'ideaWrong',
  none: 'ideaNone',
};

export function PageLink({ page }: { page: string }) {
  return (
    <a href={`/codex#${page}`} target="_blank" rel="noopener">
      {codexPage(page)?.title ?? page}
    </a>
  );
}

/** How an idea stands, by sign and word. */
export function State({ state }: { state: Shown }) {
  return (
    <span class={`ideastate ${state}`}>
      <Sign name={SIGNS[state]} /> {r(WORDS[state])}
    </span>
  );
}

/** Every idea of one student, with what it rests on. */
export function OwnIdeas({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul class="ideas">
      {evidence.map(({ idea, state, deeds, right, answers }) => (
        <li key={idea.id} class={state}>
          <State state={state} /> <b>{idea.text}.</b>{' '}
          <span class="dim">
            {[...deeds, ...(answers > 0 ? [r('answeredRight', { right, answers })] : [])].join('; ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Every idea over the class: how many students stand where. What is shown least stands first. */
export function ClassIdeas({ ideas }: { ideas: readonly ClassIdea[] }) {
  return (
    <section class="panel reporttable compact">
      <h2>{r('ideasClass')}</h2>
      <p class="dim">{r('ideasExplained')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{r('ideaColumn')}</th>
            {SHOWN.map((state) => (
              <th key={state} scope="col" class="number">
                {r(WORDS[state])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ideas.map(({ idea, counts }) => (
            <tr key={idea.id}>
              <th scope="row">{idea.text}</th>
              {SHOWN.map((state) => (
                <td
                  key={state}
                  class={`number ${counts[state] === 0 ? 'zero' : ''}`}
                  data-label={r(WORDS[state])}
                >
                  {counts[state] === 0 ? '–' : counts[state]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
