/** A set of signals as the ABI passes it: 64 bits, bit n − 1 for signal n, little-endian. */
export function encodeSignalSet(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8);
  for (const signal of numbers)
    bytes[(signal - 1) >> 3] = (bytes[(signal - 1) >> 3] ?? 0) | (1 << ((signal - 1) & 7));
  return bytes;
}

/** Numbers in the set, ascending. */
export function decodeSignalSet(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let bit = 0; bit < 64; bit += 1) if (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) numbers.push(bit + 1);
  return numbers;
}
