import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import '../../theme/way.css';

/** Lines of the terminal that are shown. */
const SHOWN = 6;

/** The terminal, over the world's sky: what the player's calls have brought to light. */
export function Screen() {
  const { terminal, course } = self.value;
  if (course === null || terminal === '') return null;
  const lines = terminal.trim().split('\n').slice(-SHOWN);
  return (
    <div class="monitor" role="img" aria-label={`${t('levelScreen')}: ${lines.join(', ')}`}>
      <pre key={terminal.length} data-testid="screen">
        {lines.map((line, index) => (
          <div key={index} style={{ '--nth': index }}>
            {line}
          </div>
        ))}
      </pre>
      <b aria-hidden="true">{t('levelScreen')}</b>
    </div>
  );
}
