const UNITS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

const DURATION = /^(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,8})s)?$/;

/** `1h30m` → 5400. Days, hours, minutes and seconds in this order, each at most once; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const parts = DURATION.exec(text)?.slice(1);
  if (parts === undefined || text === '') return undefined;
  return Object.values(UNITS).reduce((sum, seconds, index) => sum + Number(parts[index] ?? 0) * seconds, 0);
}

/** 5400 → `1h30m`, the shortest text that {@link parseDuration} reads back. `seconds` is a whole number ≥ 0. */
export function formatDuration(seconds: number): string {
  let rest = seconds;
  const parts = Object.entries(UNITS).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}
