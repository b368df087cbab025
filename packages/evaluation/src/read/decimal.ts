/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MOST_DIGITS = 19;
const MOST_PLACES = 22;
/** Digits whose value is exact while they are added up one by one. */
const EXACT_DIGITS = 15;

const [MINUS, PLUS, POINT, ZERO] = [45, 43, 46, 48];

/**
 * The double nearest to the plain decimal in `bytes[from … to)`, or undefined when another way has to find it: no number at all,
 * an exponent, white space, more digits than {@link MOST_DIGITS}, a value too near the middle of two doubles.
 *
 * Up to 15 digits and 22 places, digits and power of ten are doubles, so their quotient is rounded once and is exact (Clinger 1990,
 * the fast path). Up to 19 digits, both are carried as a sum of two doubles: `quotient + rest` is within 2⁻¹⁰⁰ of the truth, and
 * where both ends of that interval round alike, so does what lies between.
 */
export function decimalIn(bytes: Uint8Array, from: number, to: number): number | undefined {
  const sign = bytes[from];
  const start = sign === MINUS || sign === PLUS ? from + 1 : from;
  const size = to - start <= EXACT_DIGITS ? fewDigits(bytes, start, to) : manyDigits(bytes, start, to);
  return sign === MINUS && size !== undefined ? -size : size;
}

/** So short a text cannot hold more digits than are exact: nothing needs to be counted. */
function fewDigits(bytes: Uint8Array, from: number, to: number): number | undefined {
  let value = 0;
  let point = -1;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === POINT - ZERO && point < 0) point = at;
    else return undefined;
  }
  if (point < 0) return to > from ? value : undefined;
  return to - from > 1 ? value / (POWERS[to - point - 1] as number) : undefined;
}

function manyDigits(bytes: Uint8Array, start: number, to: number): number | undefined {
  let high = 0;
  let low = 0;
  let digits = 0;
  let lowDigits = 0;
  let point = -1;
  for (let at = start; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < EXACT_DIGITS) high = high * 10 + digit;
      else {
        low = low * 10 + digit;
        lowDigits += 1;
      }
      // Zeros in front are no digits of the value.
      if (digits > 0 || digit > 0) digits += 1;
    } else if (digit === POINT - ZERO && point < 0) point = at;
    else return undefined;
  }
  const places = point < 0 ? 0 : to - point - 1;
  if (digits > MOST_DIGITS || places > MOST_PLACES) return undefined;
  const divisor = POWERS[places] as number;
  return lowDigits === 0 ? high / divisor : quotient(high, POWERS[lowDigits] as number, low, divisor);
}

/** More than half of the bits of a double: the constant of Veltkamp's split. */
const SPLIT = 2 ** 27 + 1;
/** Far more than the error of the second double, far less than its value. */
const SLACK = 2 ** -40;

/** `(high · power + low) / divisor`, rounded once; undefined where rounding is in doubt. All four are exact integers. */
function quotient(high: number, power: number, low: number, divisor: number): number | undefined {
  const product = high * power;
  const sum = product + low;
  const sumRest = productRest(high, power, product) + (low - (sum - product));
  const first = sum / divisor;
  const back = first * divisor;
  const rest = (sum - back - productRest(first, divisor, back) + sumRest) / divisor;
  const down = first + rest * (1 - SLACK);
  return down === first + rest * (1 + SLACK) ? down : undefined;
}

/** What `a · b` loses when it is rounded to `product` (Dekker 1971). */
function productRest(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const carried = SPLIT * value;
  return carried - (carried - value);
}
