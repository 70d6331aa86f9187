/** Small tools for painting on a 2D canvas: colours, shapes, glow and text that fits. Lengths in CSS pixels. */
export type Brush = CanvasRenderingContext2D;

function channels(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** `share` of the way from one colour to another. */
export function mix(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  const part = (i: 0 | 1 | 2) =>
    Math.round(a[i] + (b[i] - a[i]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

export function fade(hex: string, alpha: number): string {
  const [r, g, b] = channels(hex);
  return `rgba(${r},${g},${b},${alpha})`;
}

export function slope(brush: Brush, y0: number, y1: number, ...stops: string[]): CanvasGradient {
  const gradient = brush.createLinearGradient(0, y0, 0, y1);
  stops.forEach((stop, i) => {
    gradient.addColorStop(stops.length === 1 ? 0 : i / (stops.length - 1), stop);
  });
  return gradient;
}

export function panel(brush: Brush, x: number, y: number, w: number, h: number, r: number): void {
  brush.beginPath();
  // A canvas squeezed to almost nothing leaves no room for corners, or for the panel.
  brush.roundRect(x, y, Math.max(0, w), Math.max(0, h), Math.max(0, Math.min(r, w / 2, h / 2)));
}

export function polygon(brush: Brush, ...points: [number, number][]): void {
  brush.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) brush.moveTo(x, y);
    else brush.lineTo(x, y);
  });
  brush.closePath();
}

export function disc(brush: Brush, x: number, y: number, r: number): void {
  brush.beginPath();
  // A canvas that is being squeezed leaves some parts no room at all.
  brush.arc(x, y, Math.max(0, r), 0, Math.PI * 2);
}

/** Paints with a glow of that colour around it. */
export function glowing(brush: Brush, colour: string, blur: number, paint: () => void): void {
  brush.save();
  brush.shadowColor = colour;
  brush.shadowBlur = blur * (brush.getTransform().a || 1);
  paint();
  brush.restore();
}

/** The text, shortened with an ellipsis to at most `room` wide in the brush's font; '' if not even two letters fit. */
export function fitted(brush: Brush, text: string, room: number): string {
  if (brush.measureText(text).width <= room) return text;
  for (let keep = text.length - 1; keep >= 2; keep--) {
    const short = `${text.slice(0, keep).trimEnd()}…`;
    if (brush.measureText(short).width <= room) return short;
  }
  return '';
}

/** How much a line may be narrowed before it loses letters. */
const SQUEEZE = 1.28;

/** Writes a line that never leaves `room`, narrowed a little where that keeps it whole; `y` is its middle. */
export function write(
  brush: Brush,
  text: string,
  x: number,
  y: number,
  room: number,
  font: string,
  colour: string,
  align: CanvasTextAlign = 'center',
): void {
  brush.font = font;
  brush.fillStyle = colour;
  brush.textAlign = align;
  brush.textBaseline = 'middle';
  brush.fillText(fitted(brush, text, room * SQUEEZE), x, y + 0.5, room);
}
