import { HOUSE } from './houses.ts';
import type { Box } from './layout.ts';

/** A pill over the roof, a sign with its word below it beside the house, or the sign alone. */
export type BadgeKind = 'pill' | 'stack' | 'sign';

/** How a lot is divided: the sign at the top, the house on its ledge, the names on the ledge's front. */
export interface Plot {
  cell: Box;
  badge: { x: number; y: number; w: number; h: number; kind: BadgeKind };
  house: { x: number; y: number; scale: number };
  /** Where the house stands: the ledge's top edge. */
  ground: number;
  /** Sizes of print in pixels; 0 means there is no such line. */
  name: { y: number; size: number };
  nick: { y: number; size: number };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function plotOf(cell: Box): Plot {
  const nameSize = clamp(Math.round(Math.min(cell.w * 0.15, cell.h * 0.12)), 9, 19);
  const named = cell.w >= 34 && cell.h >= 54;
  const nicked = named && cell.w >= 50 && cell.h >= 84;
  const nickSize = clamp(Math.round(nameSize * 0.88), 9, 16);
  const labelH = named ? nameSize + 6 + (nicked ? nickSize + 3 : 0) : 3;
  const ground = cell.y + cell.h - labelH;
  const houseH = cell.h - labelH - 2;
  const common = {
    cell,
    ground,
    name: { y: ground + nameSize / 2 + 3, size: named ? nameSize : 0 },
    nick: { y: ground + nameSize + nickSize / 2 + 5, size: nicked ? nickSize : 0 },
  };
  if (cell.w > cell.h * 1.25 && cell.w >= 80 && cell.h < 100) {
    const scale = Math.min((cell.w - 48) / HOUSE.w, houseH / HOUSE.ground);
    const badgeW = 46;
    const x = cell.x + (cell.w - 66 * scale - badgeW) / 2;
    return {
      ...common,
      badge: { x: x + 66 * scale + 2, y: ground - 38, w: badgeW, h: 34, kind: 'stack' },
      house: { x, y: ground - HOUSE.ground * scale, scale },
    };
  }
  const worded = cell.w >= 58 && cell.h >= 62;
  const badgeH = worded ? clamp(Math.round(cell.h * 0.13), 15, 26) : cell.h >= 40 ? 13 : 11;
  const scale = Math.min((cell.w - 4) / HOUSE.w, (houseH - badgeH + 1) / HOUSE.ground);
  const y = ground - HOUSE.ground * scale;
  return {
    ...common,
    badge: {
      x: cell.x,
      y: Math.max(cell.y, Math.round(y - badgeH - 1)),
      w: cell.w,
      h: badgeH,
      kind: worded ? 'pill' : 'sign',
    },
    house: { x: cell.x + (cell.w - 66 * scale) / 2, y, scale },
  };
}
