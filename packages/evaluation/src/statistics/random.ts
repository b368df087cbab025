/** Uniform numbers in [0, 1), the same on every machine for the same seed. */
export type Random = () => number;

/** The only chance in this package: xoshiro128** of D. Blackman and S. Vigna (2018), its state filled by splitmix32. */
export function random(seed: number): Random {
  const next32 = xoshiro128([1, 2, 3, 4].map((word) => splitmix((seed + word * 0x9e3779b9) | 0)));
  return () => (next32() * 2 ** 21 + (next32() >>> 11)) / 2 ** 53;
}

/** 32-bit words from a state of four, not all 0. */
export function xoshiro128(state: readonly number[]): () => number {
  const s = Uint32Array.from(state);
  const word = (index: number): number => s[index] ?? 0;
  return () => {
    const result = Math.imul(rotated(Math.imul(word(1), 5), 7), 9) >>> 0;
    const shifted = word(1) << 9;
    s[2] = word(2) ^ word(0);
    s[3] = word(3) ^ word(1);
    s[1] = word(1) ^ word(2);
    s[0] = word(0) ^ word(3);
    s[2] = word(2) ^ shifted;
    s[3] = rotated(word(3), 11);
    return result;
  };
}

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

function splitmix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
