/**
 * Where everything stands: a pure function from the canvas' size and the number of things to rectangles, in CSS pixels.
 * Four levels from top to bottom: userspace, the wall, kernel space, hardware. Phones get an arrangement of their own.
 */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface WorldLayout {
  width: number;
  height: number;
  /** Upright phone: captions go inside their boxes, signs lose their words. */
  compact: boolean;
  /** Kernel space is low: its rooms' captions stand inside them, at the left. */
  inline: boolean;
  /** Base size of small print, in pixels. */
  print: number;
  /** Strip at the left edge with the levels' names. */
  rail: Box;
  userspace: Box;
  wall: Box;
  kernel: Box;
  hardware: Box;
  /** One per process, row by row. */
  cells: Box[];
  /** Ground lines of the rows of buildings. */
  ledges: number[];
  /** Openings in the wall; they reach a little above and below it. */
  gates: Box[];
  /** Where a wall's name appears, between the gates. */
  plaques: Box[];
  /** Places under the wall where a call stands while the kernel handles it. */
  lanes: Box[];
  queue: Box;
  blocked: Box;
  /** path, inode, permission, copy. */
  stations: Box[];
  /** The page cache; has no room on a phone. */
  shelves: Box | null;
  /** timer, disk, keyboard, network. */
  lamps: Box[];
  cores: Box[];
  memory: Box;
  disk: Box;
  keyboard: Box;
  network: Box;
}

/** Natural size of a building with its sign and names; cells keep close to this shape. */
const CELL = { w: 80, h: 112 };

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

function box(x: number, y: number, w: number, h: number): Box {
  return { x: Math.round(x), y: Math.round(y), w: Math.floor(w), h: Math.floor(h) };
}

/** Columns and rows that let `count` things of shape `w`:`h` grow largest in an area. */
export function bestGrid(count: number, areaW: number, areaH: number, w: number, h: number) {
  let best = { cols: 1, rows: Math.max(1, count), scale: 0 };
  for (let cols = 1; cols <= Math.max(1, count); cols++) {
    const rows = Math.ceil(count / cols);
    const scale = Math.min(areaW / cols / w, areaH / rows / h);
    if (scale > best.scale + 1e-9) best = { cols, rows, scale };
  }
  return best;
}

/** Lots are laid out in steps, so that one fork does not move the whole town. */
export function lots(count: number): number {
  if (count <= 4) return 4;
  return count <= 12 ? count + (count % 2) : Math.ceil(count / 4) * 4;
}

/**
 * Lots for so many processes where `kept` are laid out: more as soon as they are needed, fewer only when many stand empty. Laying
 * out anew ends what moves, so a child that comes and goes must not do it twice.
 */
export function keptLots(kept: number, count: number): number {
  const wanted = lots(count);
  return wanted > kept || wanted < kept * 0.6 ? wanted : kept;
}

/** `far`: small print a step larger, for a projector read from the back of a room. */
export function layout(
  width: number,
  height: number,
  processes: number,
  coreCount: number,
  far = false,
): WorldLayout {
  const compact = width < 560;
  const print = compact ? 9 : clamp(Math.round(width / 95), 10, 14) + (far ? 2 : 0);
  const railW = compact ? 14 : 26;
  const left = railW + (compact ? 4 : 12);
  const right = width - (compact ? 4 : 14);
  const inner = right - left;

  const wallH = clamp(Math.round(height * 0.03), 12, 30);
  const apronH = clamp(Math.round(height * 0.062), 24, 62);
  const crowded = processes > 16 && height > 600;
  // A low canvas gives kernel space a larger share: its tokens must stay readable.
  const low = height < (compact ? 280 : 400);
  const hardwareH = Math.round(height * (compact ? 0.27 : crowded ? 0.235 : 0.26));
  const kernelH = Math.round(height * (compact ? 0.25 : crowded ? 0.235 : 0.265) * (low ? 1.2 : 1));
  const userH = height - wallH - hardwareH - kernelH;
  const userspace = box(0, 0, width, userH);
  const wall = box(0, userH, width, wallH);
  const kernel = box(0, userH + wallH, width, kernelH);
  const hardware = box(0, userH + wallH + kernelH, width, hardwareH);

  return {
    width,
    height,
    compact,
    inline: compact || kernelH < 170,
    print,
    rail: box(0, 0, railW, height),
    userspace,
    wall,
    kernel,
    hardware,
    ...town(left, inner, userH - apronH, lots(processes), compact),
    ...boundary(left, inner, wall, apronH, print, compact),
    ...kernelRooms(left, inner, kernel, print, compact, hardwareColumns(left, inner, compact)),
    ...machineRoom(inner, hardware, coreCount, hardwareColumns(left, inner, compact), compact),
  };
}

/** Rows of lots above the apron, the ground of each row a ledge. */
function town(left: number, inner: number, height: number, count: number, compact: boolean) {
  const top = compact ? 4 : 10;
  const areaH = height - top - (compact ? 2 : 4);
  const { cols, rows, scale } = bestGrid(count, inner, areaH, CELL.w, CELL.h);
  const cellW = Math.floor(inner / cols);
  const cellH = Math.min(Math.floor(areaH / rows), Math.floor(CELL.h * scale * 1.25));
  const spare = areaH - cellH * rows;
  const gap = Math.floor(spare / (rows + 1));
  const cells: Box[] = [];
  const ledges: number[] = [];
  for (let row = 0; row < rows; row++) {
    const y = top + spare - gap * (rows - 1 - row) - Math.floor(gap / 2) + cellH * row;
    ledges.push(y + cellH);
    const inRow = Math.min(cols, count - row * cols);
    const x0 = left + (inner - inRow * cellW) / 2;
    for (let col = 0; col < inRow; col++) cells.push(box(x0 + col * cellW, y, cellW, cellH));
  }
  return { cells, ledges };
}

/** Gates in the wall, plaques between them, lanes for calls right below. */
function boundary(left: number, inner: number, wall: Box, apronH: number, print: number, compact: boolean) {
  const gateW = compact ? 40 : clamp(Math.round(inner / 14), 54, 96);
  const roomForName = gateW + 36 + print * 16;
  const count = compact ? 2 : Math.max(1, Math.floor((inner - gateW) / roomForName)) + 1;
  const rise = Math.round(apronH * (compact ? 0.5 : 0.55));
  const pitch = (inner - gateW) / (count - 1);
  const gates: Box[] = [];
  const plaques: Box[] = [];
  for (let i = 0; i < count; i++) {
    gates.push(box(left + i * pitch, wall.y - rise, gateW, wall.h + rise));
    if (i > 0) {
      const x = left + (i - 1) * pitch + gateW + 8;
      // Where the apron is low, a plaque stands before the wall as well, so that it has two lines.
      const plaqueH = apronH < 42 ? apronH + wall.h - 6 : apronH - 10;
      plaques.push(box(x, wall.y - apronH + 4, pitch - gateW - 16, plaqueH));
    }
  }
  const laneH = compact ? 18 : clamp(Math.round(wall.h * 1.15), 22, 32);
  const laneCount = clamp(Math.floor(inner / (compact ? 92 : 132)), 2, 12);
  const laneW = inner / laneCount;
  const lanes = Array.from({ length: laneCount }, (_, i) =>
    box(left + i * laneW + 3, wall.y + wall.h + 4, laneW - 6, laneH),
  );
  return { gates, plaques, lanes };
}

/** Left edges of the hardware's columns: the kernel hangs its lamps above the devices they belong to. */
function hardwareColumns(left: number, inner: number, compact: boolean) {
  const shares = compact ? [0.44, 0.26, 0.17, 0.13] : [0.45, 0.24, 0.115, 0.11, 0.085];
  let x = left;
  return shares.map((share) => {
    const column = { x, w: share * inner };
    x += column.w;
    return column;
  });
}

type Columns = ReturnType<typeof hardwareColumns>;

function kernelRooms(
  left: number,
  inner: number,
  kernel: Box,
  print: number,
  compact: boolean,
  columns: Columns,
) {
  const low = kernel.h < 110;
  const laneH = compact ? 22 : clamp(Math.round(kernel.h * 0.15), 26, 40);
  const top = kernel.y + laneH + (compact || low ? 2 : 8);
  const lampH = compact ? 22 : low ? print + 8 : print * 2 + 4;
  const bottom = kernel.y + kernel.h - (compact ? 2 : 4);
  const roomH = bottom - top - (compact ? 0 : lampH + 4);
  const half = (roomH - 4) / 2;
  const queueW = inner * (compact ? 0.6 : 0.47);
  const queue = box(left, top, queueW, half);
  const blocked = box(left, top + half + 4, queueW, half);
  const roomX = left + queueW + (compact ? 6 : 18);
  const rest = left + inner - roomX;
  if (compact) {
    const step = rest / 4;
    const four = [0, 1, 2, 3];
    return {
      queue,
      blocked,
      stations: four.map((i) => box(roomX + i * step, top, step - 2, roomH - lampH - 4)),
      shelves: null,
      lamps: four.map((i) => box(roomX + i * step, bottom - lampH, step - 2, lampH)),
    };
  }
  const deskW = rest * 0.6;
  const step = deskW / 4;
  const lampAt = (column: number, share = 0.5, w = columns[column]!.w) =>
    box(columns[column]!.x + columns[column]!.w * share - w / 2 + 2, bottom - lampH, w - 4, lampH);
  return {
    queue,
    blocked,
    stations: [0, 1, 2, 3].map((i) => box(roomX + i * step, top, step - 4, roomH)),
    shelves: box(roomX + deskW + 14, top, rest - deskW - 14, roomH),
    lamps: [lampAt(0, 0.5, columns[0]!.w * 0.4), lampAt(2), lampAt(3), lampAt(4)],
  };
}

function machineRoom(inner: number, hardware: Box, coreCount: number, columns: Columns, compact: boolean) {
  const top = hardware.y + (compact ? 6 : 16);
  const h = hardware.y + hardware.h - top - (compact ? 5 : 14);
  const gap = compact ? 4 : Math.max(10, inner * 0.014);
  const [coreArea, memoryColumn, diskColumn, third, fourth] = columns;
  const room = { w: coreArea!.w - gap, h };
  const { cols, rows } = bestGrid(Math.max(1, coreCount), room.w, room.h, 1.15, 1);
  const cardW = Math.min(room.w / cols, room.h * 1.7);
  const cardH = Math.min(room.h / rows, cardW * 1.3);
  const x0 = coreArea!.x + (room.w - cardW * cols) / 2;
  const y0 = top + (room.h - cardH * rows) / 2;
  const margin = compact ? 2 : 5;
  const cores = Array.from({ length: coreCount }, (_, i) => {
    const row = Math.floor(i / cols);
    const inRow = Math.min(cols, coreCount - row * cols);
    const shift = ((cols - inRow) * cardW) / 2;
    const x = x0 + shift + (i % cols) * cardW;
    return box(x + margin, y0 + row * cardH + margin, cardW - margin * 2, cardH - margin * 2);
  });
  const at = (column: Columns[number], y: number, height: number) => box(column.x, y, column.w - gap, height);
  return {
    cores,
    memory: at(memoryColumn!, top, h),
    disk: at(diskColumn!, top, h),
    keyboard: compact ? at(third!, top, (h - 4) / 2) : at(third!, top, h),
    network: compact ? at(third!, top + (h + 4) / 2, (h - 4) / 2) : at(fourth!, top, h),
  };
}
