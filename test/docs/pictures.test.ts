import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { quantise } from '../../scripts/screenshots/palette.ts';
import { readPng } from '../../scripts/screenshots/png.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

/** Stripes of those colours, each `across` pixels wide. */
function stripes(colours: readonly (readonly [number, number, number])[], across: number, height: number) {
  const width = colours.length * across;
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(colours[Math.floor((pixel % width) / across)] as readonly number[], pixel * 3);
  }
  return { width, height, rgb };
}

describe('pictures with a palette', () => {
  it('give back what few colours they were made of', () => {
    const picture = stripes(
      [
        [11, 16, 32],
        [47, 214, 163],
        [240, 228, 66],
        [255, 132, 120],
      ],
      5,
      7,
    );
    const { palette, indices } = quantise(picture, 8);
    expect([...indices].flatMap((index) => palette[index] as number[])).toEqual([...picture.rgb]);
  });

  it('are read as browsers write them, whichever way their rows are filtered', () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(2, 0);
    header.writeUInt32BE(5, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const part = (kind: string, body: Uint8Array): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)]);
    };
    // Each row is 10 20 30 40 50 60, by filters 0 to 4: none, left, above, their mean, Paeth.
    const rows = [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 15, 15, 15],
      [4, 0, 0, 0, 0, 0, 0],
    ];
    const png = Buffer.concat([
      Buffer.alloc(8),
      part('IHDR', header),
      part('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
      part('IEND', new Uint8Array()),
    ]);
    expect([...readPng(png).rgb]).toEqual(rows.flatMap(() => [10, 20, 30, 40, 50, 60]));
  });

  it('keep a colour that few pixels have beside a large ground', () => {
    const ground = Array.from({ length: 200 }, (_, shade) => [10, 16, 30 + (shade % 60)] as const);
    const picture = stripes([...ground, [255, 132, 120]], 2, 3);
    const { palette } = quantise(picture, 8);
    expect(palette).toContainEqual([255, 132, 120]);
    expect(palette.length).toBeLessThanOrEqual(8);
  });
});

describe('docs/screenshots', () => {
  const names = readdirSync(folder);

  it('is small: every picture has a palette, and all of them together are below ten megabytes', () => {
    const wide = names.filter((name) => readFileSync(join(folder, name))[25] !== 3);
    expect(wide).toEqual([]);
    const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThan(10_000_000);
  });
});
