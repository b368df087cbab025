/** A hash of 53 bits, the same everywhere: murmur3's finaliser over two lanes. Good for counting, no secret. */
export function hashText(text: string, seed = 0): number {
  let [high, low] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  return joined(high ^ text.length, low);
}

/** One hash of two, in their order. */
export function hashPair(first: number, second: number): number {
  const [a, b] = [Math.floor(first / LOW), first % LOW];
  const [c, d] = [Math.floor(second / LOW), second % LOW];
  const high = Math.imul(Math.imul(a ^ 0x85ebca6b, 0x9e3779b1) ^ c, 0xc2b2ae35) ^ b;
  const low = Math.imul(Math.imul(b ^ 0x27d4eb2f, 0x5f356495) ^ d, 0x165667b1) ^ a;
  return joined(high, low);
}

const LOW = 2 ** 32;

function joined(high: number, low: number): number {
  const a = mixed(high ^ mixed(low));
  const b = mixed(low ^ a);
  return (a >>> 11) * LOW + (b >>> 0);
}

function mixed(word: number): number {
  let bits = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
