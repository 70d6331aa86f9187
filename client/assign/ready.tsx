import { level as levelOf } from '../../shared/levels/index.ts';
import { when, words } from '../i18n/en-assign.ts';
import { assignments } from '../net/assignments.ts';
import { withKey } from '../net/keys.ts';
import { Copy } from './copy.tsx';

/** An assignment as it was just made. */
export interface Made {
  code: string;
  /** The students' address. */
  url: string;
  hostKey: string;
  title: string;
  levels: string[];
  /** ISO time. */
  due: string;
}

/** The link of an assignment, for students, and the teacher's own. */
export function Ready({ code, url, hostKey, title, levels, due }: Made) {
  const own = withKey(url.replace(/\/assign\/[^/]*$/, `/assigned/${code}`), hostKey);
  return (
    <section class="panel sheet assignready" data-testid="assigned">
      <h1>{words('made')}</h1>
      <div class="assignshare">
        <div>
          <p>{words('linkHint')}</p>
          <p class="assignlink">
            <code data-testid="assign-url">{url}</code>
          </p>
          <Copy url={url} label="copy" />
          <h2>{title}</h2>
          <p class="dim">{words('dueBy', { when: when(due) })}</p>
          <ul>
            {levels.map((id) => (
              <li key={id}>{levelOf(id)?.title ?? id}</li>
            ))}
          </ul>
        </div>
        <img class="assignqr" src={assignments.qr(code)} alt={words('qr')} />
      </div>
      <div class="ways">
        <a class="button primary" href={`/assigned/${code}`} data-testid="to-results">
          {words('results')}
        </a>
        <a class="button" href={`/assign/${code}`}>
          {words('opens')}
        </a>
        <Copy url={own} label="ownLink" testid="own-link" />
      </div>
      <p class="dim">{words('keyHint')}</p>
    </section>
  );
}
