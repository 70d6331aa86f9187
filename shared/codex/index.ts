import { boundary } from './boundary.ts';
import { cpu } from './cpu.ts';
import { devices } from './devices.ts';
import { files } from './files.ts';
import { memory } from './memory.ts';
import { processes } from './process.ts';
import type { CodexPage } from './schema.ts';
import { separation } from './separation.ts';

/** Every page, in reading order. */
export const CODEX: readonly CodexPage[] = [
  ...boundary,
  ...processes,
  ...cpu,
  ...memory,
  ...devices,
  ...files,
  ...separation,
];

const byId = new Map(CODEX.map((page) => [page.id, page]));

export function codexPage(id: string): CodexPage | undefined {
  return byId.get(id);
}
