import { render } from 'preact';
import { MakeAssignment } from '../assign/make.tsx';
import { AssignedResults } from '../assign/report.tsx';
import { StudentPage } from '../assign/student.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/codex.css';
import '../theme/levels.css';
import '../theme/assign.css';
import { assignmentKey, takeKey } from '../net/keys.ts';
import { lastPathPart } from './path.ts';

/** `/assign`: make one. `/assign/CODE`: take part. `/assigned/CODE`: its results. */
function Page() {
  const results = lastPathPart('assigned');
  const code = lastPathPart('assign');
  const given = takeKey();
  if (results !== '' && given !== undefined) assignmentKey.set(results, given);
  if (results !== '') return <AssignedResults code={results} />;
  return code === '' ? <MakeAssignment /> : <StudentPage code={code} />;
}

render(<Page />, document.getElementById('app') as HTMLElement);
