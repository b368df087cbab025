/** Names with the order they were first met in. */
export interface Names {
  readonly list: string[];
  readonly index: Map<string, number>;
}

export const newNames = (list: readonly string[] = []): Names => ({
  list: [...list],
  index: new Map(list.map((name, index) => [name, index])),
});

export function indexOf({ list, index }: Names, name: string): number {
  const known = index.get(name);
  if (known !== undefined) return known;
  index.set(name, list.length);
  return list.push(name) - 1;
}
