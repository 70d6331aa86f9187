import { type Brush, disc, panel } from './paint.ts';

/**
 * A sign for each mechanism that refuses, so that walls are told apart by shape. Each is drawn around (0, 0) in strokes, one unit
 * being the sign's radius.
 */
type Drawing = (brush: Brush) => void;

function line(brush: Brush, ...points: [number, number][]): void {
  brush.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) brush.moveTo(x, y);
    else brush.lineTo(x, y);
  });
  brush.stroke();
}

function ring(brush: Brush, x: number, y: number, r: number): void {
  disc(brush, x, y, r);
  brush.stroke();
}

function frame(brush: Brush, x: number, y: number, w: number, h: number): void {
  panel(brush, x, y, w, h, 0.15);
  brush.stroke();
}

/** A line on top under which something has to stay. */
function ceiling(brush: Brush): void {
  line(brush, [-0.95, -0.85], [0.95, -0.85]);
}

function sheet(brush: Brush): void {
  line(brush, [0.35, -0.95], [-0.7, -0.95], [-0.7, 0.95], [0.7, 0.95], [0.7, -0.6], [0.35, -0.95]);
}

function padlock(brush: Brush, x: number, y: number, size: number): void {
  panel(brush, x - size / 2, y, size, size * 0.8, 0.08);
  brush.fill();
  brush.beginPath();
  brush.arc(x, y, size * 0.32, Math.PI, 0);
  brush.stroke();
}

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  /** A page under a crown. */
  'supervisor-bit'(brush) {
    frame(brush, -0.75, -0.2, 1.5, 1.15);
    line(brush, [-0.7, -0.4], [-0.75, -0.95], [-0.3, -0.6], [0, -1], [0.3, -0.6], [0.75, -0.95], [0.7, -0.4]);
  },
  /** A table with an entry missing. */
  'page-table'(brush) {
    frame(brush, -0.9, -0.9, 1.8, 1.8);
    line(brush, [-0.9, 0], [0.9, 0]);
    line(brush, [0, -0.9], [0, 0.9]);
    line(brush, [0.25, 0.25], [0.65, 0.65]);
    line(brush, [0.65, 0.25], [0.25, 0.65]);
  },
  /** A chip, struck through. */
  'privileged-instruction'(brush) {
    frame(brush, -0.6, -0.6, 1.2, 1.2);
    for (const at of [-0.3, 0.3]) {
      line(brush, [at, -0.95], [at, -0.6]);
      line(brush, [at, 0.6], [at, 0.95]);
      line(brush, [-0.95, at], [-0.6, at]);
      line(brush, [0.6, at], [0.95, at]);
    }
    line(brush, [-0.35, 0.35], [0.35, -0.35]);
  },
  /** An arrow from one sheet to another, stopped by a bar. */
  'user-copy'(brush) {
    frame(brush, -0.95, -0.55, 0.6, 1.1);
    frame(brush, 0.35, -0.55, 0.6, 1.1);
    line(brush, [0, -0.95], [0, 0.95]);
    line(brush, [-0.3, 0], [-0.05, 0]);
  },
  /** A sheet with a lock. */
  'file-mode'(brush) {
    sheet(brush);
    padlock(brush, 0, 0.05, 0.7);
  },
  /** A pass with a face. */
  credentials(brush) {
    frame(brush, -0.95, -0.7, 1.9, 1.4);
    ring(brush, -0.4, -0.15, 0.24);
    line(brush, [-0.75, 0.45], [-0.4, 0.2], [-0.05, 0.45]);
    line(brush, [0.2, -0.2], [0.7, -0.2]);
    line(brush, [0.2, 0.2], [0.7, 0.2]);
  },
  /** A clock. */
  preemption(brush) {
    ring(brush, 0, 0, 0.92);
    line(brush, [0, -0.55], [0, 0], [0.42, 0.28]);
  },
  /** Frames that pile up to a ceiling. */
  'memory-limit'(brush) {
    ceiling(brush);
    for (const [x, h] of [
      [-0.85, 0.7],
      [-0.28, 1.1],
      [0.29, 1.5],
    ] as const) {
      panel(brush, x, 0.95 - h, 0.56, h, 0.06);
      brush.stroke();
    }
  },
  /** A tree of children under a ceiling. */
  'process-limit'(brush) {
    ceiling(brush);
    line(brush, [-0.6, -0.35], [0, 0.65], [0.6, -0.35]);
    for (const [x, y] of [
      [-0.6, -0.35],
      [0.6, -0.35],
      [0, 0.7],
    ] as const) {
      disc(brush, x, y, 0.24);
      brush.fill();
    }
  },
  /** A plug under a ceiling. */
  'descriptor-limit'(brush) {
    ceiling(brush);
    line(brush, [-0.3, -0.45], [-0.3, 0]);
    line(brush, [0.3, -0.45], [0.3, 0]);
    frame(brush, -0.55, 0, 1.1, 0.45);
    line(brush, [0, 0.45], [0, 0.95]);
  },
  /** A page that is written or run, never both: two halves. */
  'page-protection'(brush) {
    frame(brush, -0.75, -0.95, 1.5, 1.9);
    line(brush, [-0.75, 0.95], [0.75, -0.95]);
    line(brush, [-0.45, -0.55], [-0.1, -0.55]);
    line(brush, [0.15, 0.3], [0.5, 0.55], [0.15, 0.8]);
  },
  /** A pin. */
  'sticky-bit'(brush) {
    line(brush, [-0.55, -0.9], [0.55, -0.9]);
    line(brush, [-0.35, -0.9], [-0.5, 0.1], [0.5, 0.1], [0.35, -0.9]);
    line(brush, [0, 0.1], [0, 0.98]);
  },
  /** A link that is broken. */
  'protected-symlinks'(brush) {
    brush.beginPath();
    brush.arc(-0.5, 0, 0.42, Math.PI * 0.3, Math.PI * 1.7);
    brush.stroke();
    brush.beginPath();
    brush.arc(0.5, 0, 0.42, Math.PI * 1.3, Math.PI * 2.7);
    brush.stroke();
    line(brush, [-0.15, -0.8], [0.15, 0.8]);
  },
  /** A folder within a box. */
  'mount-namespace'(brush) {
    frame(brush, -0.95, -0.95, 1.9, 1.9);
    line(
      brush,
      [-0.55, 0.5],
      [-0.55, -0.4],
      [-0.1, -0.4],
      [0.1, -0.15],
      [0.55, -0.15],
      [0.55, 0.5],
      [-0.55, 0.5],
    );
  },
  /** Two heads within a box. */
  'pid-namespace'(brush) {
    frame(brush, -0.95, -0.95, 1.9, 1.9);
    for (const x of [-0.38, 0.38]) {
      disc(brush, x, -0.2, 0.22);
      brush.fill();
      line(brush, [x - 0.28, 0.5], [x, 0.15], [x + 0.28, 0.5]);
    }
  },
  /** A sieve. */
  seccomp(brush) {
    line(
      brush,
      [-0.95, -0.8],
      [0.95, -0.8],
      [0.2, 0.1],
      [0.2, 0.95],
      [-0.2, 0.65],
      [-0.2, 0.1],
      [-0.95, -0.8],
    );
  },
};

/** A shield, for a mechanism without a sign of its own. */
function shield(brush: Brush): void {
  line(brush, [0, -0.98], [0.8, -0.65], [0.7, 0.2], [0, 0.98], [-0.7, 0.2], [-0.8, -0.65], [0, -0.98]);
}

/** Whether the mechanism has a sign of its own. */
export const hasWallSign = (id: string): boolean => id in DRAWINGS;

/** The sign of a wall, `r` around its middle. */
export function paintWallSign(brush: Brush, id: string, x: number, y: number, r: number, hue: string): void {
  brush.save();
  brush.translate(x, y);
  brush.scale(r, r);
  brush.lineWidth = Math.max(0.2, 1.3 / r);
  brush.lineCap = 'round';
  brush.lineJoin = 'round';
  brush.strokeStyle = hue;
  brush.fillStyle = hue;
  (DRAWINGS[id] ?? shield)(brush);
  brush.restore();
}
