import { useState } from 'preact/hooks';
import { ROLES, type Role } from '../../../shared/roles.ts';
import { t } from '../../i18n/t.ts';
import { players, room } from '../../net/store.ts';
import type { PlayerRow } from '../../net/views.ts';
import { Avatar } from '../avatar.tsx';
import { Panel } from '../frame.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';
import { useScenarios } from './scenarios.ts';

function Rename({ row, done }: { row: PlayerRow; done: () => void }) {
  const send = useSend();
  const [text, setText] = useState(row.nickname);
  return (
    <form
      class="row grow"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') send('rename', { seat: row.seat, nickname: text.trim() });
        done();
      }}
    >
      <input
        aria-label={t('rename')}
        value={text}
        maxLength={20}
        data-testid="rename-input"
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
      aria-label={`${sure ? t('kickSure') : t('kick')} ${row.nickname}`}
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

/** What the player is to play next; rotation decides unless the host does. */
function NextRole({ row, roles }: { row: PlayerRow; roles: readonly Role[] }) {
  const send = useSend();
  return (
    <select
      class="nextrole"
      aria-label={t('assign', { name: row.nickname })}
      data-testid="assign"
      value={row.assigned}
      onChange={(event) => send('assign', { seat: row.seat, role: event.currentTarget.value as Role | '' })}
    >
      <option value="">{t('rotate')}</option>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t('assigned', { role: t(role) })}
        </option>
      ))}
    </select>
  );
}

function Player({ row, roles }: { row: PlayerRow; roles: readonly Role[] }) {
  const [renaming, setRenaming] = useState(false);
  const avatar = room.value?.seats.find((seat) => seat.id === row.seat)?.avatar ?? 0;
  return (
    <li class={row.connected ? '' : 'away'} data-testid="roster-row" data-seat={row.seat}>
      <Avatar number={avatar} />
      {renaming ? (
        <Rename row={row} done={() => setRenaming(false)} />
      ) : (
        <>
          <span class="grow">
            <span class="name">{row.nickname}</span>
            <small>{note(row)}</small>
            <NextRole row={row} roles={roles} />
          </span>
          <span class="score">
            <Sign name="star" /> {row.points}
          </span>
          <button
            type="button"
            class="quiet"
            aria-label={`${t('rename')} ${row.nickname}`}
            data-testid="rename"
            onClick={() => setRenaming(true)}
          >
            <Sign name="pencil" />
          </button>
          <Kick row={row} />
        </>
      )}
    </li>
  );
}

/** Who is in the room, with role and wish; the host sees them, nobody else does. */
export function Roster() {
  const has = useScenarios().find((card) => card.id === room.value?.scenario)?.roles;
  const roles = ROLES.filter((role) => role === 'process' || has?.[role]);
  const people = players.value.filter((row) => !row.bot);
  return (
    <Panel title={t('roster')} aside={<span class="count">{people.length}</span>} class="tall">
      {people.length === 0 && <p class="dim">{t('rosterEmpty')}</p>}
      <ul class="rosterlist scroll">
        {people.map((row) => (
          <Player key={row.seat} row={row} roles={roles} />
        ))}
      </ul>
    </Panel>
  );
}
