import { ROLES, type Role } from '../../../shared/roles.ts';
import { type Text, t } from '../../i18n/t.ts';
import { ownSeat, room, self } from '../../net/store.ts';
import { RoleIcon } from '../icons.tsx';
import { useSend } from '../send.ts';

/** Everybody in the room by name. */
export function People() {
  const seats = (room.value?.seats ?? []).filter((seat) => seat.id !== 'host');
  return (
    <ul class="people">
      {seats.map((seat) => (
        <li key={seat.id} class={`${seat.id === ownSeat.value ? 'own' : ''} ${seat.connected ? '' : 'away'}`}>
          {seat.nickname}
          {seat.bot && <span class="dim"> {t('bot')}</span>}
          {!seat.connected && <span class="dim"> {t('away')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Roles to wish for. */
export function Wishes() {
  const send = useSend();
  const { wish } = self.value;
  const wishFor = (role: Role | ''): void => send('wish', { role });
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>{t('wish')}</legend>
      <div class="roles" style={{ marginTop: '0.4rem' }}>
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            class="role"
            aria-pressed={wish === role}
            data-testid={`wish-${role}`}
            onClick={() => wishFor(wish === role ? '' : role)}
          >
            <RoleIcon role={role} />
            {t(role)}
            <small>{t(`${role}Hint` as Text)}</small>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Before the first round: who is here, and what one would like to play. */
export function Lobby() {
  const view = room.value;
  if (view === null) return null;
  const players = view.seats.filter((seat) => seat.id !== 'host').length;
  return (
    <div class="overlay">
      <section class="panel results" style={{ maxWidth: '40rem' }}>
        <h1>
          {t('lobbyTitle')}: {view.name}
        </h1>
        <p class="dim">{t('lobbyWait')}</p>
        <Wishes />
        <h2>{t('lobbyPlayers', { count: players })}</h2>
        <People />
      </section>
    </div>
  );
}
