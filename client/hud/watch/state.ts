import type { ProcessView } from '../../../shared/protocol/view.ts';
import { type DeskText, td } from '../../i18n/desk.ts';

const KNOWN: readonly string[] = ['disk', 'keyboard', 'pipe', 'child', 'timer', 'user'];

function sleeping(waiting: string): string {
  const what = (KNOWN.includes(waiting) ? `spot_${waiting}` : 'spot_other') as DeskText;
  return td('spotSleeps', { what: td(what) });
}

/** What a process does at this moment, in a few words; undefined: it is gone. */
export function stateWords(process: ProcessView | undefined): string {
  if (process === undefined) return td('spotEnded');
  const { state, core, inKernel, syscall, waiting, frozen } = process;
  if (state === 'Z') return td('spotZombie');
  if (state === 'T' || frozen) return td('spotStopped');
  if (state !== 'R') return sleeping(waiting);
  if (core < 0) return td('spotReady');
  return inKernel && syscall !== '' ? td('spotKernel', { call: syscall }) : td('spotRuns', { core });
}
