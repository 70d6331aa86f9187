import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels of three bytes each, row by row. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels a pixel by PNG's colour type: 2 is RGB, 6 is RGB with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** What a row's filter predicts from the bytes at the left, above, and above at the left: PNG, chapter 9. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** Reads a PNG as browsers write it: eight bits a channel, not interlaced; alpha is left out. */
export function readPng(png: Buffer): Pixels {
  let [width, height, channels] = [0, 0, 0];
  const packed: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = (body[8] === 8 && body[12] === 0 ? CHANNELS[body[9] ?? 0] : undefined) ?? 0;
    } else if (kind === 'IDAT') packed.push(body);
    at += length + 12;
  }
  if (channels === 0) throw new Error('This PNG is not one of eight bits in red, green and blue.');
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * channels;
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1);
    const to = y * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (bytes[to + x - channels] as number);
      const above = y === 0 ? 0 : (bytes[to - stride + x] as number);
      const corner = x < channels || y === 0 ? 0 : (bytes[to - stride + x - channels] as number);
      bytes[to + x] = (raw[from + 1 + x] as number) + predicted(raw[from] as number, left, above, corner);
    }
  }
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(bytes.subarray(pixel * channels, pixel * channels + 3), pixel * 3);
  }
  return { width, height, rgb };
}

function chunk(kind: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Writes a PNG with a palette: `indices` has a byte a pixel, row by row. */
export function writePng(
  width: number,
  height: number,
  palette: readonly (readonly [number, number, number])[],
  indices: Uint8Array,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}
