import type { SeatInput } from '../types.ts';
import type { BotMind, BotView } from './bots.ts';

/** Ticks that a bot takes to read a job, and how many more at most. */
const READS = 15;
const DAWDLES = 50;
/** After this many jobs as cover, a malware bot tries a card. */
const COVER = 1;

/** Follows the recipe of each job after a while; malware tries a new card between jobs. */
export function processBot({ self, tick }: BotView, mind: BotMind): SeatInput[] {
  const { job } = self;
  if (self.pid === 0 || job === null) return [];
  if (mind.jobSeen !== job.id) {
    mind.jobSeen = job.id;
    mind.actAt = tick + READS + mind.pick(DAWDLES);
    return [];
  }
  if (mind.actAt === 0 || tick < mind.actAt) return [];
  mind.actAt = 0;
  mind.jobsAnswered += 1;
  const inputs: SeatInput[] = [{ type: 'program', lines: job.recipe }];
  const untried = self.exploits.filter((card) => !card.found);
  const card = untried[mind.pick(Math.max(1, untried.length))];
  if (self.kind === 'malware' && card !== undefined && mind.jobsAnswered > COVER)
    inputs.push({ type: 'exploit', id: card.id });
  return inputs;
}
