/**
 * A player written from docs/PROTOCOL.md: joins a room by its code, does what each job's recipe says, and leaves after the round.
 *
 *   node examples/bot.ts CODE [nickname] [http://localhost:2567]
 */
import { pathToFileURL } from 'node:url';
import { Client } from 'colyseus.js';

interface Seat {
  self?: { get(part: string): string | undefined };
}
interface State {
  phase: string;
  seats: { get(id: string): Seat | undefined };
}
interface Job {
  id: number;
  title: string;
  recipe: string[];
}
interface Outcome {
  verdict: string;
  ranks: { seat: string; points: number; jobs: number }[];
}

/** Plays one round in the room of that code; resolves to how it ended for this player. */
export async function play(base: string, code: string, nickname: string, say: (line: string) => void) {
  const room = await new Client(base).joinById<State>(code, { nickname, role: 'process' });
  // A lost connection ends this client; one that comes back would join again with the secret from `welcome`.
  room.reconnection.enabled = false;
  let seat = '';
  let job = 0;

  const documentOf = <T>(part: string): T | undefined => {
    const json = room.state.seats?.get(seat)?.self?.get(part);
    return json === undefined ? undefined : (JSON.parse(json) as T);
  };

  room.onMessage('welcome', (welcome: { seat: string; kind: string }) => {
    seat = welcome.seat;
    say(`Joined ${code} as ${nickname} (${seat}).`);
  });
  room.onMessage('refused', ({ type, message }: { type: string; message: string }) => {
    say(`“${type}” was refused: ${message}`);
  });
  room.onMessage('events', () => {});

  room.onStateChange((state) => {
    // A process that has just begun or ended has no program to add to.
    if (state.phase !== 'run' || !documentOf<{ pid: number }>('who')?.pid) return;
    const given = documentOf<Job | null>('job');
    if (!given || given.id === job) return;
    job = given.id;
    say(`Job: ${given.title}`);
    // What is left of the job before would be in the way.
    room.send('clear', {});
    if (given.recipe.length > 0) room.send('program', { lines: given.recipe.slice(0, 16) });
  });

  return new Promise<{ verdict: string; points: number; jobs: number }>((resolve, reject) => {
    room.onMessage('results', ({ verdict, ranks }: Outcome) => {
      const own = ranks.find((rank) => rank.seat === seat);
      resolve({ verdict, points: own?.points ?? 0, jobs: own?.jobs ?? 0 });
      void room.leave();
    });
    room.onLeave((closed) => reject(new Error(`The connection was closed (${closed}).`)));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [code, nickname = 'Botty', base = 'http://localhost:2567'] = process.argv.slice(2);
  if (code === undefined) {
    console.error('Give the code of a room: node examples/bot.ts CODE [nickname] [address]');
    process.exit(1);
  }
  const { verdict, points, jobs } = await play(base, code, nickname, console.log);
  console.log(`${verdict} ${jobs} jobs, ${points} points.`);
}
