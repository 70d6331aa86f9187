import { useState } from 'preact/hooks';
import { t } from '../../i18n/t.ts';
import { players } from '../../net/store.ts';
import type { PlayerRow } from '../../net/views.ts';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';

function Name({ row }: { row: PlayerRow }) {
  const send = useSend();
  const [text, setText] = useState<string | undefined>();
  if (text === undefined) {
    return (
      <button type="button" class="quiet" title={t('rename')} onClick={() => setText(row.nickname)}>
        {row.nickname}
      </button>
    );
  }
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        send('rename', { seat: row.seat, nickname: text });
        setText(undefined);
      }}
    >
      <input
        aria-label={t('rename')}
        value={text}
        maxLength={20}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">{t('save')}</button>
    </form>
  );
}

function Kick({ row }: { row: PlayerRow }) {
  const send = useSend();
  const [sure, setSure] = useState(false);
  return (
    <button
      type="button"
      class={sure ? 'danger' : 'quiet'}
      data-testid="kick"
      onBlur={() => setSure(false)}
      onClick={() => (sure ? send('kick', { seat: row.seat }) : setSure(true))}
    >
      {sure ? t('kickSure') : t('kick')}
    </button>
  );
}

function note(row: PlayerRow): string {
  const parts = [
    row.role === '' ? '' : t(row.role),
    row.wish === '' ? '' : t('wishes', { role: t(row.wish) }),
    row.connected ? '' : t('away'),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Who is in the room, with role and wish; the host sees them, nobody else does. */
export function Roster() {
  const people = players.value.filter((row) => !row.bot);
  return (
    <Panel title={t('roster')} aside={people.length}>
      {people.length === 0 && <p class="dim">{t('rosterEmpty')}</p>}
      <table class="roster">
        <tbody>
          {people.map((row) => (
            <tr key={row.seat} data-testid="roster-row" data-seat={row.seat}>
              <td>
                <Name row={row} />
              </td>
              <td class="dim">{note(row)}</td>
              <td class="number">★ {row.points}</td>
              <td class="number">
                <Kick row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
