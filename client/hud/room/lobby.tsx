import { useState } from 'preact/hooks';
import { ROLES } from '../../../shared/roles.ts';
import { type Text, t } from '../../i18n/t.ts';
import { ownSeat, room, self } from '../../net/store.ts';
import { Avatar } from '../avatar.tsx';
import { Mission } from '../goals.tsx';
import { RoleIcon } from '../icons.tsx';
import { useSend } from '../send.ts';
import { Sign } from '../sign.tsx';

/** Everybody in the room by name. */
export function People() {
  const seats = (room.value?.seats ?? []).filter((seat) => seat.id !== 'host');
  return (
    <ul class="people" data-testid="people">
      {seats.map((seat) => (
        <li key={seat.id} class={`${seat.id === ownSeat.value ? 'own' : ''} ${seat.connected ? '' : 'away'}`}>
          <Avatar number={seat.avatar} />
          {seat.nickname}
          {seat.id === ownSeat.value && <span class="dim">{t('you')}</span>}
          {seat.bot && <span class="dim">{t('bot')}</span>}
          {!seat.connected && <span class="dim">{t('away')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Roles to wish for. */
export function Wishes() {
  const send = useSend();
  const { wish } = self.value;
  return (
    <fieldset class="bare">
      <legend>
        <h2>{t('wish')}</h2>
      </legend>
      <div class="roles">
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            class={`role ${role}`}
            aria-pressed={wish === role}
            data-testid={`wish-${role}`}
            onClick={() => send('wish', { role: wish === role ? '' : role })}
          >
            <RoleIcon role={role} />
            <b>
              {wish === role && <Sign name="check" />}
              {t(role)}
            </b>
            <small>{t(`${role}Hint` as Text)}</small>
          </button>
        ))}
      </div>
      <p class="dim">{wish === '' ? t('wishNone') : t('wishNoted')}</p>
    </fieldset>
  );
}

function Rename({ name }: { name: string }) {
  const send = useSend();
  const [text, setText] = useState<string | undefined>();
  if (text === undefined) {
    return (
      <button type="button" class="quiet small" data-testid="rename-self" onClick={() => setText(name)}>
        <Sign name="pencil" /> {t('rename')}
      </button>
    );
  }
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') send('nickname', { nickname: text.trim() });
        setText(undefined);
      }}
    >
      <input
        aria-label={t('nickname')}
        value={text}
        maxLength={20}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">{t('save')}</button>
    </form>
  );
}

/** Before the first round: who is here, and what one would like to play. */
export function Lobby() {
  const view = room.value;
  if (view === null) return null;
  const players = view.seats.filter((seat) => seat.id !== 'host').length;
  const own = view.seats.find((seat) => seat.id === ownSeat.value);
  return (
    <div class="overlay">
      <section class="panel sheet" data-testid="lobby">
        <div class="row wrap">
          {own !== undefined && <Avatar number={own.avatar} />}
          <h1 class="grow">{t('lobbyHello', { name: own?.nickname ?? '' })}</h1>
          {own !== undefined && <Rename name={own.nickname} />}
        </div>
        <p>
          <span class="pulse" aria-hidden="true">
            <Sign name="disc" />{' '}
          </span>
          {view.hostPresent ? t('lobbyWait') : t('lobbyNoHost')}
        </p>
        <Mission />
        <Wishes />
        <h2>{t('lobbyPlayers', { count: players })}</h2>
        <People />
      </section>
    </div>
  );
}
