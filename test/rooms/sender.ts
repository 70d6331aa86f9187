import type { JournalEntry } from '../../server/game/types.ts';
import type { MachineRoom } from '../../server/rooms/machine-room.ts';
import type { Player } from './harness.ts';

/** Who plays a journal's inputs, each at its tick: up to a tick, and from there on with the next call. */
export function sender(journal: readonly JournalEntry[]) {
  let sent = 0;
  return async (player: Player, room: MachineRoom, to = Number.POSITIVE_INFINITY): Promise<void> => {
    while (room.state.phase === 'run' && room.state.tick < to) {
      const due = journal.slice(sent).filter(({ tick }) => tick <= room.state.tick);
      for (const { input } of due) {
        const { type, ...message } = input;
        player.send(type, message);
      }
      sent += due.length;
      // Messages are taken in their order: when this one is refused the others have been taken, or refused before it.
      while (due.length > 0 && (await player.refused('nothing')).type !== 'nothing');
      room.step(1);
    }
  };
}
