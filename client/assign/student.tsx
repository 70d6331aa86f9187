import { useEffect, useState } from 'preact/hooks';
import { starsOf } from '../../shared/assignment.ts';
import { level as levelOf } from '../../shared/levels/index.ts';
import { openLevel } from '../hud/level/open.ts';
import { Stars } from '../hud/level/stars.tsx';
import { when, words } from '../i18n/en-assign.ts';
import { sentence } from '../net/api.ts';
import { type Assignment, assignments } from '../net/assignments.ts';
import { assignmentInPlay } from '../net/keys.ts';
import { Brand } from '../pages/brand.tsx';

function Nickname({ code, joined }: { code: string; joined(): void }) {
  const [nickname, setNickname] = useState('');
  const [error, setError] = useState('');
  const begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await assignments.join(code, nickname);
      joined();
    } catch (reason) {
      setError(sentence(reason));
    }
  };
  return (
    <form class="form" onSubmit={(event) => void begin(event)}>
      <label class="form">
        {words('nickname')}
        <input
          value={nickname}
          maxLength={20}
          autoComplete="off"
          data-testid="assign-nickname"
          onInput={(event) => setNickname(event.currentTarget.value)}
        />
      </label>
      <p class="dim">{words('nicknameHint')}</p>
      {error !== '' && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <button type="submit" class="primary" data-testid="assign-begin">
        {words('begin')}
      </button>
    </form>
  );
}

function Levels({ of, open }: { of: Assignment; open(id: string): void }) {
  return (
    <ol class="assignlist">
      {of.levels.map((id) => {
        const level = levelOf(id);
        const { best, onTime } = starsOf(of.results, id);
        if (level === undefined) return null;
        return (
          <li key={id}>
            <button type="button" data-testid={`level-${id}`} onClick={() => open(id)}>
              <span class="grow">
                <b>{level.title}</b>
                <small>{level.story}</small>
              </span>
              <span class="won">
                <Stars count={best} />
                {best === 0 && <small>{words('notYet')}</small>}
                {best > onTime && <small class="late">{words('late')}</small>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** A student's page of an assignment: nickname first, then the set with what is done. */
export function StudentPage({ code }: { code: string }) {
  const [found, setFound] = useState<Assignment | undefined>();
  const [error, setError] = useState('');
  const load = (): void => {
    assignments.read(code).then(setFound, (reason) => setError(sentence(reason)));
  };
  useEffect(load, []);
  const open = (id: string): void => {
    setError('');
    assignmentInPlay.set(code);
    openLevel(id).catch((reason) => setError(sentence(reason)));
  };
  const done = found?.levels.filter((id) => starsOf(found.results, id).best > 0) ?? [];
  const next = found?.levels.map(levelOf).find((level) => level !== undefined && !done.includes(level.id));
  const past = found !== undefined && Date.parse(found.due) < Date.now();
  return (
    <main class="centre">
      <section class="panel sheet assignset" data-testid="assignment">
        <Brand />
        {found === undefined && error === '' && <p>{words('loading')}</p>}
        {found !== undefined && (
          <>
            <h1>{found.title}</h1>
            <p class={past ? 'advice' : 'dim'} data-testid="assign-due-text">
              {words(past ? 'duePast' : 'dueBy', { when: when(found.due) })}
            </p>
          </>
        )}
        {error !== '' && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        {found !== undefined && found.nickname === null && <Nickname code={code} joined={load} />}
        {found !== undefined && found.nickname !== null && (
          <>
            <p>
              {words('hello', { name: found.nickname })} ·{' '}
              <span data-testid="assign-progress">
                {words('progress', { done: done.length, all: found.levels.length })}
              </span>
            </p>
            {next === undefined ? (
              <p class="dim">{words('allDone')}</p>
            ) : (
              <button type="button" class="primary" data-testid="assign-next" onClick={() => open(next.id)}>
                {words('next', { title: next.title })}
              </button>
            )}
            <Levels of={found} open={open} />
          </>
        )}
      </section>
    </main>
  );
}
