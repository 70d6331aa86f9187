import { CODEX } from './index.ts';

const pages = new Map<string, string[]>();
for (const { id, met } of CODEX) for (const sign of met) pages.set(sign, [...(pages.get(sign) ?? []), id]);

/** Pages that a player meets by this sign, such as `wall:page-table`, `call:fork` or `role:scheduler`. */
export function pagesMetBy(sign: string): readonly string[] {
  return pages.get(sign) ?? [];
}

/** The page that explains a wall. */
export function pageOfWall(wall: string): string | undefined {
  return pages.get(`wall:${wall}`)?.[0];
}
