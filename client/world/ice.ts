import { FACE } from './faces.ts';
import { HOUSE } from './houses.ts';
import { type Brush, polygon, slope } from './paint.ts';

export const ICE_HUE = '#A9E4FF';

/** A block of ice around a building, in the units of the house: it stands while the control group is frozen. */
export function paintIce(brush: Brush): void {
  const top = HOUSE.face.y - 10;
  const ground = HOUSE.ground;
  const outline: [number, number][] = [
    [5, ground],
    [3, top + 20],
    [9, top + 4],
    [22, top - 6],
    [40, top - 3],
    [58, top + 2],
    [69, top + 16],
    [67, ground],
  ];
  polygon(brush, ...outline);
  brush.fillStyle = slope(brush, top - 6, ground, 'rgba(214,244,255,0.62)', 'rgba(120,196,240,0.42)');
  brush.fill();
  brush.strokeStyle = '#E8FAFF';
  brush.lineWidth = 1.6;
  brush.lineJoin = 'round';
  brush.stroke();
  brush.strokeStyle = 'rgba(255,255,255,0.75)';
  brush.lineWidth = 1.1;
  brush.beginPath();
  for (const [x, y, length] of [
    [12, top + 12, 16],
    [17, top + 20, 9],
    [56, top + 34, 12],
    [48, top + 8, 8],
  ] as const) {
    brush.moveTo(x, y + length * 0.6);
    brush.lineTo(x + length * 0.5, y);
  }
  brush.stroke();
  // Icicles on the ledge.
  for (const [x, length] of [
    [10, 7],
    [18, 4],
    [30, 8],
    [44, 5],
    [58, 8],
  ] as const) {
    polygon(brush, [x, ground - 1], [x + 4, ground - 1], [x + 2, Math.min(HOUSE.h, ground - 1 + length)]);
    brush.fillStyle = '#DDF5FF';
    brush.fill();
  }
  crystal(brush, HOUSE.face.x + FACE.w / 2 + 3, HOUSE.face.y + FACE.h + 14, 9);
}

/** Six arms with a barb each. */
export function crystal(brush: Brush, x: number, y: number, r: number): void {
  brush.strokeStyle = '#F4FDFF';
  brush.lineWidth = Math.max(1.2, r * 0.18);
  brush.lineCap = 'round';
  brush.beginPath();
  for (let arm = 0; arm < 6; arm++) {
    const angle = (arm * Math.PI) / 3 + Math.PI / 6;
    const at = (share: number, turn = 0): [number, number] => [
      x + Math.cos(angle + turn) * r * share,
      y + Math.sin(angle + turn) * r * share,
    ];
    brush.moveTo(x, y);
    brush.lineTo(...at(1));
    for (const turn of [0.32, -0.32]) {
      brush.moveTo(...at(0.58));
      brush.lineTo(...at(0.92, turn));
    }
  }
  brush.stroke();
}
