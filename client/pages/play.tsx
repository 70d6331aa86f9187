import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { ROLES, type Role } from '../../shared/roles.ts';
import { followSounds } from '../audio/sound.ts';
import { Closed, Offline } from '../hud/frame.tsx';
import { followHappenings } from '../hud/happenings.ts';
import { SoloGone } from '../hud/level/gone.tsx';
import { SendContext } from '../hud/send.ts';
import { Table } from '../hud/table.tsx';
import { t } from '../i18n/t.ts';
import { Connection, JoinRefused } from '../net/connection.ts';
import { intent, soloPlay } from '../net/keys.ts';
import { atDoor, link, room } from '../net/store.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/hud.css';
import { NameForm } from './name-form.tsx';
import { lastPathPart } from './path.ts';
import { AtDoor, Waiting } from './waiting.tsx';

const code = lastPathPart('play');

function roleOf(text: string | undefined): Role | undefined {
  return ROLES.find((role) => role === text);
}

const NOT_REFUSED = { code: 0, text: '' };

/** A seat in a room: joins, comes back, and asks for another name where the room refuses this one. */
function Play() {
  const [connection, setConnection] = useState<Connection | undefined>();
  const [refused, setRefused] = useState(NOT_REFUSED);
  const join = async (nickname?: string): Promise<void> => {
    setRefused(NOT_REFUSED);
    const wanted = intent.get(code);
    const name = nickname ?? wanted.nickname;
    const role = roleOf(wanted.role);
    const made = new Connection(code, {
      ...(name === undefined || name === '' ? {} : { nickname: name }),
      ...(role === undefined ? {} : { role }),
    });
    try {
      await made.join();
      setConnection(made);
    } catch (error) {
      const known = error instanceof JoinRefused;
      setRefused(known ? { code: error.code, text: error.message } : { code: 0, text: t('noServer') });
    }
  };
  useEffect(() => {
    void join();
    const stops = [followHappenings(), followSounds()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const gone = soloPlay.get(code);
  if (refused.code === JOIN_ERRORS.wrongCode && gone !== undefined) {
    return (
      <main class="centre">
        <div class="panel form" data-testid="closed">
          <SoloGone scenario={gone} />
        </div>
      </main>
    );
  }
  if (refused.text !== '') {
    return <NameForm code={code} refused={refused.text} join={(nickname) => void join(nickname)} />;
  }
  if (connection === undefined || room.value === null || link.value === 'connecting') {
    return <Waiting text={t('joining')} />;
  }
  if (atDoor.value && link.value !== 'closed') return <AtDoor name={room.value.name} />;
  const solo = !room.value.seats.some((seat) => seat.id === 'host') && !room.value.hostPresent;
  // A class's room has had its host before it leaves the lobby.
  if (solo && room.value.phase !== 'lobby') soloPlay.set(code, room.value.scenario);
  return (
    <SendContext.Provider value={(type, message) => connection.send(type, message)}>
      <Table solo={solo} />
      <Offline />
      <Closed gone={solo ? <SoloGone scenario={room.value.scenario} /> : undefined} />
    </SendContext.Provider>
  );
}

render(<Play />, document.getElementById('app') as HTMLElement);
