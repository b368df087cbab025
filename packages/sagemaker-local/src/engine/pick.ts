/** The named members of an object that are set, for answers that echo a part of their request. */
export function pick<T extends object, K extends keyof T>(source: T, names: readonly K[]): Pick<T, K> {
  const present = names.filter((name) => source[name] !== undefined && source[name] !== null);
  return Object.fromEntries(present.map((name) => [name, source[name]])) as Pick<T, K>;
}
