import { HOUSE } from './houses.ts';
import type { Box } from './layout.ts';

/** How a lot is divided: the sign at the top, the house on its ledge, the names on the ledge's front. */
export interface Plot {
  cell: Box;
  badge: { x: number; y: number; w: number; h: number; worded: boolean };
  house: { x: number; y: number; scale: number };
  /** Where the house stands: the ledge's top edge. */
  ground: number;
  /** Sizes of print in pixels; 0 means there is no such line. */
  name: { y: number; size: number };
  nick: { y: number; size: number };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function plotOf(cell: Box): Plot {
  const worded = cell.w >= 58 && cell.h >= 62;
  const badgeH = worded ? clamp(Math.round(cell.h * 0.14), 15, 21) : cell.h >= 40 ? 11 : 0;
  const nameSize = clamp(Math.round(cell.w * 0.15), 9, 15);
  const named = cell.w >= 34 && cell.h >= 42;
  const nicked = named && cell.w >= 50 && cell.h >= 84;
  const nickSize = clamp(nameSize - 1, 9, 13);
  const labelH = named ? nameSize + 4 + (nicked ? nickSize + 3 : 0) : 3;
  const ground = cell.y + cell.h - labelH;
  const scale = Math.min((cell.w - 4) / HOUSE.w, (cell.h - labelH - badgeH - 1) / HOUSE.ground);
  const x = cell.x + (cell.w - 66 * scale) / 2;
  const y = ground - HOUSE.ground * scale;
  const badgeSize = badgeH === 0 ? 11 : badgeH;
  return {
    cell,
    badge: {
      x: cell.x,
      y: badgeH === 0 ? cell.y : Math.round(y - badgeH - 1),
      w: cell.w,
      h: badgeSize,
      worded,
    },
    house: { x, y, scale },
    ground,
    name: { y: ground + nameSize / 2 + 3, size: named ? nameSize : 0 },
    nick: { y: ground + nameSize + nickSize / 2 + 5, size: nicked ? nickSize : 0 },
  };
}
