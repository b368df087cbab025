import { type Finding, get, isMap, printed, when } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Keys that each are a rule of their own. */
const ALONE = ['min', 'max', 'between', 'max-gap'] as const;
/** Keys that say how a comparison is judged. */
const COMPARING = ['rule', 'margin', 'max-drop', 'max-drop-percent'] as const;

/** What a gate asks, as its default id and sentences call it. */
export type Form = (typeof ALONE)[number] | 'champion' | 'non-inferior' | 'better' | 'max-drop' | 'max-drop-percent';

/** The rule of a gate that has one; of several, the first. */
export function formOf(gate: Fields): Form {
  const alone = ALONE.find((key) => gate[key] !== undefined);
  if (alone !== undefined) return alone;
  if (gate['max-drop'] !== undefined) return 'max-drop';
  if (gate['max-drop-percent'] !== undefined) return 'max-drop-percent';
  return gate['rule'] === 'better' || gate['rule'] === 'non-inferior' ? gate['rule'] : 'champion';
}

/** A gate has one rule that can be broken, and nothing that has no effect beside it. */
export function forms(gate: Fields): readonly Finding[] {
  const has = (key: string) => gate[key] !== undefined;
  const alone = ALONE.filter(has);
  const [first, second] = [...alone, ...(has('vs') ? (['vs'] as const) : [])];
  if (first !== undefined && second !== undefined)
    return when(true, [second], `The gate has both "${first}" and "${second}"; ${split(first, second)}`);
  const orphans = has('vs') ? [] : COMPARING.filter(has);
  if (orphans.length > 0)
    return orphans.flatMap((key) =>
      when(true, [key], `"${key}" belongs to a comparison; it needs "vs: champion" in the same gate.`),
    );
  if (first === undefined)
    return when(true, [], 'The gate has no rule, so it could never refuse a model; add min, max, or vs: champion.');
  return [...comparison(gate), ...between(gate), ...slicing(gate), ...fromFile(gate)];
}

function split(first: string, second: string): string {
  return first === 'min' && second === 'max'
    ? 'write "between", or two gates, so that each has a verdict of its own.'
    : 'write two gates, so that each has a verdict of its own.';
}

function comparison(gate: Fields): readonly Finding[] {
  const given = COMPARING.filter((key) => gate[key] !== undefined);
  const drops = given.filter((key) => key.startsWith('max-drop'));
  const [drop, other] = [drops[0], drops[1] ?? given.find((key) => !key.startsWith('max-drop'))];
  if (drop !== undefined && other !== undefined)
    return when(true, [other], `"${drop}" is a rule of its own on the point values; it does not go with "${other}".`);
  if (gate['rule'] === 'better')
    return when(
      gate['margin'] !== undefined,
      ['margin'],
      '"better" has no margin: it passes only when the candidate is shown to be better.',
    );
  if (gate['rule'] !== 'non-inferior') return [];
  return when(
    gate['margin'] === undefined || gate['margin'] === 0,
    gate['margin'] === undefined ? ['rule'] : ['margin'],
    '"non-inferior" needs a margin above 0: the drop that it rules out.',
  );
}

function between({ between: limits }: Fields): readonly Finding[] {
  if (!Array.isArray(limits)) return [];
  const [low, high] = limits as readonly unknown[];
  return when(
    typeof low === 'number' && typeof high === 'number' && low > high,
    ['between'],
    `The ends are the wrong way round; write [${printed(high)}, ${printed(low)}].`,
  );
}

function slicing(gate: Fields): readonly Finding[] {
  const sliced = gate['slices'] !== undefined;
  return [
    ...when(
      !sliced && gate['max-gap'] !== undefined,
      ['max-gap'],
      '"max-gap" compares slices with each other; it needs "slices" in the same gate, e.g. [region].',
    ),
    ...when(!sliced && gate['min-rows'] !== undefined, ['min-rows'], '"min-rows" has no effect without "slices".'),
  ];
}

function fromFile(gate: Fields): readonly Finding[] {
  if (gate['from'] === undefined) return [];
  return ['vs', 'slices', 'max-gap'].flatMap((key) =>
    when(
      gate[key] !== undefined,
      [key],
      `A number of a file has no rows to look at, so "${key}" cannot be asked of it; use min, max or between.`,
    ),
  );
}

/** Every name in the `slices` of all gates, with its place. */
export const sliceNames = (
  document: unknown,
): readonly { readonly name: string; readonly gate: number; readonly at: number }[] => {
  const gates = get(document, 'validate', 'gates');
  if (!Array.isArray(gates)) return [];
  return gates.flatMap((gate: unknown, index) => {
    const names = isMap(gate) ? gate['slices'] : undefined;
    return Array.isArray(names)
      ? names.flatMap((name: unknown, at) => (typeof name === 'string' ? [{ name, gate: index, at }] : []))
      : [];
  });
};
