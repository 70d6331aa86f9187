import { useEffect, useState } from 'preact/hooks';
import { TITLE_MAX } from '../../shared/assignment.ts';
import { CHAPTERS, LEVELS, levelsOf } from '../../shared/levels/index.ts';
import { words } from '../i18n/en-assign.ts';
import { api, sentence } from '../net/api.ts';
import { assignments } from '../net/assignments.ts';
import { assignmentKey } from '../net/keys.ts';
import { Brand } from '../pages/brand.tsx';
import { PasswordField, Refusal } from '../pages/form-parts.tsx';
import { Mine } from './mine.tsx';
import { type Made, Ready } from './ready.tsx';

const WEEK_MS = 7 * 86_400_000;

/** A time as `datetime-local` has it: of this place, to the minute. */
function localTime(time: number): string {
  const here = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 16);
}

/** In a week, at the end of the day. */
function inAWeek(): string {
  const day = new Date(Date.now() + WEEK_MS);
  day.setHours(23, 59, 0, 0);
  return localTime(day.getTime());
}

function Chapter(props: {
  id: string;
  title: string;
  chosen: ReadonlySet<string>;
  choose(ids: string[], on: boolean): void;
}) {
  const levels = levelsOf(props.id);
  const all = levels.every(({ id }) => props.chosen.has(id));
  return (
    <fieldset class="bare assignchapter">
      <legend>{props.title}</legend>
      <label class="whole">
        <input
          type="checkbox"
          checked={all}
          data-testid={`chapter-${props.id}`}
          onChange={() =>
            props.choose(
              levels.map(({ id }) => id),
              !all,
            )
          }
        />
        {words('wholeChapter')}
      </label>
      {levels.map((level) => (
        <label key={level.id}>
          <input
            type="checkbox"
            checked={props.chosen.has(level.id)}
            data-testid={`choose-${level.id}`}
            onChange={(event) => props.choose([level.id], event.currentTarget.checked)}
          />
          {level.title}
        </label>
      ))}
    </fieldset>
  );
}

/** A teacher chooses levels, a title and a date, and gets a link. */
export function MakeAssignment() {
  const [title, setTitle] = useState('');
  const [due, setDue] = useState(inAWeek);
  const [password, setPassword] = useState('');
  const [needsPassword, setNeedsPassword] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Made | undefined>();
  useEffect(() => {
    api.scenarios().then(
      ({ hostPassword }) => setNeedsPassword(hostPassword),
      () => undefined,
    );
  }, []);
  if (made !== undefined) {
    return (
      <main class="centre">
        <Ready {...made} />
      </main>
    );
  }
  const choose = (ids: string[], on: boolean): void => {
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });
  };
  const picked = LEVELS.filter(({ id }) => chosen.has(id));
  const minutes = picked.reduce((sum, level) => sum + level.minutes, 0);
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError('');
    const time = new Date(due);
    const iso = Number.isNaN(time.getTime()) ? '' : time.toISOString();
    try {
      const answer = await assignments.make({
        title,
        levels: picked.map(({ id }) => id),
        due: iso,
        ...(password === '' ? {} : { password }),
      });
      assignmentKey.set(answer.code, answer.hostKey);
      setMade({ ...answer, title: title.trim(), levels: picked.map(({ id }) => id), due: iso });
    } catch (reason) {
      setError(sentence(reason));
      setBusy(false);
    }
  };
  return (
    <main class="centre">
      <form class="panel sheet broad" onSubmit={(event) => void make(event)}>
        <Brand />
        <h1>{words('makeTitle')}</h1>
        <p class="dim">{words('makeHint')}</p>
        <div class="assignhead">
          <label class="form">
            {words('name')}
            <input
              value={title}
              maxLength={TITLE_MAX}
              placeholder={words('namePlaceholder')}
              data-testid="assign-title"
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
          <label class="form">
            {words('due')}
            <input
              type="datetime-local"
              value={due}
              data-testid="assign-due"
              onInput={(event) => setDue(event.currentTarget.value)}
            />
          </label>
        </div>
        <div class="assignlevels">
          {CHAPTERS.map(({ id, title: name }) => (
            <Chapter key={id} id={id} title={name} chosen={chosen} choose={choose} />
          ))}
        </div>
        <PasswordField asked={needsPassword} value={password} set={setPassword} testid="assign-password" />
        <Refusal text={error} />
        <div class="ways">
          <button type="submit" class="primary" data-testid="assign-make" disabled={busy}>
            {words('make')}
          </button>
          <span class="dim">{words('chosen', { count: picked.length, minutes })}</span>
        </div>
        <Mine />
      </form>
    </main>
  );
}
