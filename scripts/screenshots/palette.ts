import type { Pixels } from './png.ts';

type Colour = [number, number, number];

/** A colour of the picture, as fine as five bits a channel: how many pixels have it, and their mean. */
interface Shade {
  key: number;
  pixels: number;
  mean: Colour;
}

/** Shades that get one colour together, the axis along which they lie furthest apart, and how much they need to be divided. */
interface Box {
  shades: Shade[];
  axis: number;
  need: number;
}

const keyAt = (rgb: Uint8Array, at: number): number =>
  (((rgb[at] as number) >> 3) << 10) | (((rgb[at + 1] as number) >> 3) << 5) | ((rgb[at + 2] as number) >> 3);

function shadesOf({ rgb }: Pixels): Shade[] {
  const shades = new Map<number, Shade>();
  for (let at = 0; at < rgb.length; at += 3) {
    const key = keyAt(rgb, at);
    let shade = shades.get(key);
    if (shade === undefined) {
      shade = { key, pixels: 0, mean: [0, 0, 0] };
      shades.set(key, shade);
    }
    shade.pixels += 1;
    for (const axis of [0, 1, 2] as const) shade.mean[axis] += rgb[at + axis] as number;
  }
  for (const shade of shades.values()) shade.mean = shade.mean.map((sum) => sum / shade.pixels) as Colour;
  return [...shades.values()];
}

function boxOf(shades: Shade[]): Box {
  const spread = [0, 1, 2].map((axis) => {
    const values = shades.map(({ mean }) => mean[axis] as number);
    return Math.max(...values) - Math.min(...values);
  });
  const widest = Math.max(...spread);
  const pixels = shades.reduce((sum, shade) => sum + shade.pixels, 0);
  // By the root of its pixels: a small sign in a colour of its own keeps it beside the large dark ground.
  return { shades, axis: spread.indexOf(widest), need: widest * Math.sqrt(pixels) };
}

/** Divides a box in two along its axis, about where half of its weight lies. */
function divide({ shades, axis }: Box): [Box, Box] {
  const sorted = shades.toSorted((a, b) => (a.mean[axis] as number) - (b.mean[axis] as number));
  const weight = (shade: Shade): number => Math.sqrt(shade.pixels);
  const half = sorted.reduce((sum, shade) => sum + weight(shade), 0) / 2;
  let passed = 0;
  let cut = 1;
  for (; cut < sorted.length - 1 && passed + weight(sorted[cut - 1] as Shade) < half; cut += 1) {
    passed += weight(sorted[cut - 1] as Shade);
  }
  return [boxOf(sorted.slice(0, cut)), boxOf(sorted.slice(cut))];
}

/** The picture in at most so many colours, by median cut: the palette, and the colour of each pixel as a place in it. */
export function quantise(picture: Pixels, colours: number): { palette: Colour[]; indices: Uint8Array } {
  const boxes = [boxOf(shadesOf(picture))];
  while (boxes.length < colours) {
    boxes.sort((a, b) => b.need - a.need);
    const [first] = boxes;
    if (first === undefined || first.shades.length < 2) break;
    boxes.splice(0, 1, ...divide(first));
  }
  const place = new Map<number, number>();
  const palette = boxes.map(({ shades }, index) => {
    const pixels = shades.reduce((sum, shade) => sum + shade.pixels, 0);
    for (const { key } of shades) place.set(key, index);
    return [0, 1, 2].map((axis) =>
      Math.round(
        shades.reduce((sum, shade) => sum + (shade.mean[axis] as number) * shade.pixels, 0) / pixels,
      ),
    ) as Colour;
  });
  const indices = new Uint8Array(picture.width * picture.height);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    indices[pixel] = place.get(keyAt(picture.rgb, pixel * 3)) as number;
  }
  return { palette, indices };
}
