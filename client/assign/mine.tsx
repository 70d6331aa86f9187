import { useEffect, useState } from 'preact/hooks';
import { when, words } from '../i18n/en-assign.ts';
import { ApiError } from '../net/api.ts';
import { type Assignment, assignments } from '../net/assignments.ts';
import { assignmentKey } from '../net/keys.ts';

/** Reads what this browser has the key of; a key of something that is gone goes too. */
async function readOwn(code: string): Promise<Assignment | undefined> {
  try {
    return await assignments.read(code);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) assignmentKey.set(code, undefined);
    return undefined;
  }
}

/** Assignments that were made in this browser, with the way to their results. */
export function Mine() {
  const [own, setOwn] = useState<readonly Assignment[]>([]);
  useEffect(() => {
    void Promise.all(assignmentKey.codes().map(readOwn)).then((found) =>
      setOwn(found.filter((one) => one !== undefined).sort((a, b) => b.due.localeCompare(a.due))),
    );
  }, []);
  if (own.length === 0) return null;
  return (
    <section class="assignmine" data-testid="assign-mine">
      <h2>{words('mine')}</h2>
      <ul>
        {own.map(({ code, title, due }) => (
          <li key={code}>
            <a href={`/assigned/${code}`}>{title}</a>{' '}
            <span class="dim">{words('dueBy', { when: when(due) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
