import { useEffect, useRef, useState } from 'preact/hooks';
import { ROLES, type Role } from '../../../shared/roles.ts';
import { td } from '../../i18n/desk.ts';
import { t } from '../../i18n/t.ts';
import { players, room } from '../../net/store.ts';
import type { PlayerRow } from '../../net/views.ts';
import { Avatar } from '../avatar.tsx';
import { Panel } from '../frame.tsx';
import { RoleIcon } from '../icons.tsx';
import { useSend } from '../send.ts';
import { useDrag } from './drag.ts';
import { useScenarios } from './scenarios.ts';

type Place = Role | '';
const nameOf = (place: Place): string => (place === '' ? td('rotation') : t(place));

/** Roles that the next round's machine has, for people to be given. */
export function useRoles(): readonly Role[] {
  const has = useScenarios().find((card) => card.id === room.value?.scenario)?.roles;
  return ROLES.filter((role) => role === 'process' || has?.[role]);
}

interface ChipProps {
  row: PlayerRow;
  picked: boolean;
  moved: { x: number; y: number } | undefined;
  pick(): void;
  step(by: number): void;
  /** It was moved by the keyboard, and keeps the focus where it has come to. */
  focus(): boolean;
  handlers: object;
}

function Chip({ row, picked, moved, pick, step, focus, handlers }: ChipProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus()) button.current?.focus();
  }, []);
  const avatar = room.value?.seats.find((seat) => seat.id === row.seat)?.avatar ?? 0;
  const style = moved === undefined ? {} : { transform: `translate(${moved.x}px, ${moved.y}px)` };
  return (
    <button
      type="button"
      ref={button}
      class={`chip ${moved === undefined ? '' : 'dragged'}`}
      style={style}
      aria-pressed={picked}
      data-testid="role-chip"
      onClick={() => moved === undefined && pick()}
      onKeyDown={(event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        step(by);
      }}
      {...handlers}
    >
      <Avatar number={avatar} />
      <span>
        {row.nickname}
        {row.wish !== '' && <small>{t('wishes', { role: t(row.wish) })}</small>}
      </span>
    </button>
  );
}

/** Who plays what in the next round: names are dragged to roles, or chosen and put there, or moved by the arrow keys. */
export function RoleBoard() {
  const send = useSend();
  const places: Place[] = ['', ...useRoles()];
  const [picked, setPicked] = useState('');
  const [said, setSaid] = useState('');
  const moving = useRef('');
  const people = players.value.filter((row) => !row.bot);
  const put = (seat: string, role: Place): void => {
    const row = people.find((one) => one.seat === seat);
    if (row === undefined || row.assigned === role) return;
    send('assign', { seat, role });
    setSaid(td('movedTo', { name: row.nickname, role: nameOf(role) }));
  };
  const { drag, handlers } = useDrag((seat, onto) => put(seat, (onto === 'rotate' ? '' : onto) as Place));
  const chosen = people.find((row) => row.seat === picked);
  return (
    <div class={`roleboard ${drag === undefined ? '' : 'dragging'}`} data-testid="role-board">
      <p class="dim">{people.length === 0 ? td('rolesEmpty') : td('rolesHint')}</p>
      <div class="places">
        {places.map((place) => (
          <section key={place} data-drop={place === '' ? 'rotate' : place} aria-label={nameOf(place)}>
            <header>
              {place !== '' && <RoleIcon role={place} />}
              <h3>{nameOf(place)}</h3>
              {chosen !== undefined && chosen.assigned !== place && (
                <button
                  type="button"
                  class="primary"
                  aria-label={td('putHere', { name: chosen.nickname, role: nameOf(place) })}
                  data-testid="put-here"
                  onClick={() => {
                    put(chosen.seat, place);
                    setPicked('');
                  }}
                >
                  +
                </button>
              )}
            </header>
            <div class="chips">
              {people
                .filter((row) => row.assigned === place)
                .map((row) => (
                  <Chip
                    key={row.seat}
                    row={row}
                    picked={picked === row.seat}
                    moved={drag?.id === row.seat ? drag : undefined}
                    pick={() => setPicked(picked === row.seat ? '' : row.seat)}
                    step={(by) => {
                      const at = places.indexOf(place) + by;
                      moving.current = row.seat;
                      put(row.seat, places[(at + places.length) % places.length] as Place);
                    }}
                    focus={() => {
                      const own = moving.current === row.seat;
                      if (own) moving.current = '';
                      return own;
                    }}
                    handlers={handlers(row.seat)}
                  />
                ))}
            </div>
          </section>
        ))}
      </div>
      {people.some((row) => row.assigned !== '') && (
        <button
          type="button"
          data-testid="rotate-all"
          onClick={() => {
            for (const row of people) if (row.assigned !== '') put(row.seat, '');
          }}
        >
          {td('rotateAll')}
        </button>
      )}
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

export function RolePanel() {
  return (
    <Panel title={td('rolesTitle')} class="fixed">
      <RoleBoard />
    </Panel>
  );
}
