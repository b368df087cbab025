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
  let at = from;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at += 1;
  let high = 0;
  let low = 0;
  let digits = 0;
  let lowDigits = 0;
  let point = -1;
  const start = at;
  for (; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
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
  const written = to - start - (point < 0 ? 0 : 1);
  if (written === 0 || digits > MOST_DIGITS || places > MOST_PLACES) return undefined;
  const size =
    lowDigits === 0 ? high / (POWERS[places] ?? 1) : quotient(high, POWERS[lowDigits] ?? 1, low, POWERS[places] ?? 1);
  return sign === MINUS && size !== undefined ? -size : size;
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
