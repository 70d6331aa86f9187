import { Core, Process, type RoomState, type Seat, WallState } from '../../../shared/protocol/state.ts';
import type { World } from '../../game/views/world.ts';

/** Sets the fields of a schema instance that differ, so that only those travel. */
function assign(target: object, source: object): void {
  const fields = target as Record<string, unknown>;
  for (const [name, value] of Object.entries(source)) {
    const kept = fields[name];
    if (kept === undefined || typeof kept === 'object' || kept === value) continue;
    fields[name] = value;
  }
}

/** Brings a document that everybody sees up to what is so now; null takes it away. */
export function syncDocument(
  state: RoomState,
  name: 'about' | 'goals' | 'outage',
  document: object | null,
): void {
  const json = document === null ? '' : JSON.stringify(document);
  if (state[name] !== json) state[name] = json;
}

/** Brings the public state up to the machine's; `nameOf` gives a seat's present nickname. */
export function syncWorld(
  state: RoomState,
  world: World,
  nameOf: (seat: string) => string | undefined,
): void {
  const alive = new Set<string>();
  for (const process of world.processes) {
    const key = String(process.pid);
    alive.add(key);
    let shown = state.processes.get(key);
    if (shown === undefined) {
      shown = new Process();
      state.processes.set(key, shown);
    }
    assign(shown, { ...process, nickname: nameOf(process.seat) ?? process.nickname });
  }
  for (const key of [...state.processes.keys()]) if (!alive.has(key)) state.processes.delete(key);

  for (const [index, core] of world.cores.entries()) {
    const shown = state.cores[index];
    if (shown === undefined) {
      const added = new Core();
      assign(added, core);
      state.cores.push(added);
    } else {
      assign(shown, core);
    }
  }
  while (state.cores.length > world.cores.length) state.cores.pop();

  for (let frame = 0; frame < world.frames.length; frame++) {
    const owner = world.frames[frame] ?? 0;
    if (frame >= state.frames.length) state.frames.push(owner);
    else if (state.frames[frame] !== owner) state.frames[frame] = owner;
  }
  while (state.frames.length > world.frames.length) state.frames.pop();

  for (const wall of world.walls) {
    let shown = state.walls.get(wall.id);
    if (shown === undefined) {
      shown = new WallState();
      state.walls.set(wall.id, shown);
    }
    assign(shown, wall);
  }
  for (const id of [...state.walls.keys()]) {
    if (!world.walls.some((wall) => wall.id === id)) state.walls.delete(id);
  }
  assign(state.devices, world.devices);
  assign(state.stats, world.stats);
  assign(state.protections, world.protections);
  assign(state.policies, { ...world.policies, hands: world.hands.join(' ') });
  syncDocument(state, 'outage', world.outage);
  const { patience, patienceMax, policy, autopilot, quantum } = world;
  assign(state, { patience, policy, autopilot, quantum, patienceMax });
}

/** Takes the machine off the public state. */
export function clearWorld(state: RoomState): void {
  state.processes.clear();
  state.cores.clear();
  state.frames.clear();
  state.walls.clear();
  state.outage = '';
}

/** Brings the private documents of a seat up to the given parts; a part that is gone is removed. */
export function syncSelf(seat: Seat, parts: object): void {
  const names = new Set<string>();
  for (const [name, part] of Object.entries(parts)) {
    names.add(name);
    const json = JSON.stringify(part ?? null);
    if (seat.self.get(name) !== json) seat.self.set(name, json);
  }
  for (const name of [...seat.self.keys()]) if (!names.has(name)) seat.self.delete(name);
}

/** The kernel's own document for a seat: for stations of the kernel and the host; '' takes it away. */
export function syncKernel(seat: Seat, view: object | null): void {
  const json = view === null ? '' : JSON.stringify(view);
  if (seat.kernel !== json) seat.kernel = json;
}
