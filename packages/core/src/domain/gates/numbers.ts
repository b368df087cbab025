/** Four significant digits, at most four decimals for values below one; `signed` shows a plus too. */
export function decimal(value: number, signed = false): string {
  const text = Math.abs(value) >= 1 ? Number(value.toPrecision(5)).toString() : value.toFixed(4);
  return signed && value >= 0 ? `+${text}` : text.replace('-', '−');
}

export const range = ([low, high]: readonly [number, number]): string => `[${decimal(low)}, ${decimal(high)}]`;

/** `1,916` */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
