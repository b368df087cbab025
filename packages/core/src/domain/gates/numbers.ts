const MAX_DIGITS = 12;

/** Four decimals below one, five significant digits above; `signed` shows a plus too. */
export function decimal(value: number, signed = false): string {
  return withSign(rounded(value, 4), signed);
}

/** The same, with as many digits as it takes to tell a value from the limit it missed: never `0.8500` against `≥ 0.85`. */
export function decimalBeside(value: number, limit: number): string {
  for (let digits = 4; digits < MAX_DIGITS; digits += 1) {
    const shown = rounded(value, digits);
    if (value === limit || Number(shown) !== limit) return withSign(shown, false);
  }
  return withSign(String(value), false);
}

/** Two significant digits of what is above 0 and may be tiny, so that it never reads as nothing. */
export const roughly = (value: number): string => String(Number(value.toPrecision(2)));

export const range = ([low, high]: readonly [number, number]): string => `[${decimal(low)}, ${decimal(high)}]`;

/** `1,916` */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

const rounded = (value: number, digits: number): string =>
  Math.abs(value) >= 1 ? Number(value.toPrecision(digits + 1)).toString() : value.toFixed(digits);

function withSign(text: string, signed: boolean): string {
  const size = text.replace('-', '');
  if (Number(text) < 0) return `−${size}`;
  return signed && Number(text) > 0 ? `+${size}` : size;
}
