/** What goes wrong: an answer of AWS's, a broken connection, a held answer, or an answer that no SDK can read. */
const faultKinds = ['throttle', '500', '503', 'reset', 'hold', 'html', 'truncate', 'expired'] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A fault to inject. Calls are counted per rule, from the moment the rule was added. */
export interface FaultRule {
  /** As in the journal, e.g. `CreateTrainingJob`, `PutObject`, `InvokeEndpoint`; `*` for any. */
  readonly operation: string;
  /** The first call that is hit, counted from 1. */
  readonly nth: number;
  /** How many calls are hit from there on. */
  readonly times: number;
  /** Before the effect, which then does not happen, or after it, when only the answer is lost. */
  readonly phase: 'before' | 'after';
  readonly kind: FaultKind;
}

/** A rule as a user writes it: `nth` and `times` default to 1, `phase` to before. Throws TypeError naming what is wrong. */
export function faultRule(value: unknown): FaultRule {
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`A fault rule is an object, not ${JSON.stringify(value)}.`);
  const unknown = Object.keys(value).find((name) => !['operation', 'nth', 'times', 'phase', 'kind'].includes(name));
  if (unknown !== undefined) throw new TypeError(`A fault rule has no "${unknown}".`);
  const { operation, nth = 1, times = 1, phase = 'before', kind } = value as Partial<FaultRule>;
  if (typeof operation !== 'string' || operation === '') throw new TypeError('A fault rule names an operation.');
  if (!isCount(nth) || !isCount(times))
    throw new TypeError(`"nth" and "times" of the rule for ${operation} are counts from 1.`);
  if (phase !== 'before' && phase !== 'after')
    throw new TypeError(`"phase" of the rule for ${operation} is before or after.`);
  const known = faultKinds.find((candidate) => candidate === kind);
  if (known === undefined)
    throw new TypeError(`"kind" of the rule for ${operation} is one of ${faultKinds.join(', ')}.`);
  return { operation, nth, times, phase, kind: known };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;

export interface FaultBook {
  add(rules: readonly FaultRule[]): void;
  clear(): void;
  /** Counts one call in every rule and returns the first rule that hits it. */
  hit(operation: string): FaultRule | undefined;
}

export function faultBook(): FaultBook {
  let entries: { readonly rule: FaultRule; seen: number }[] = [];
  return {
    add: (rules) => void entries.push(...rules.map((rule) => ({ rule, seen: 0 }))),
    clear: () => {
      entries = [];
    },
    hit(operation) {
      const matching = entries.filter(({ rule }) => rule.operation === operation || rule.operation === '*');
      for (const entry of matching) entry.seen += 1;
      return matching.find(({ rule: { nth, times }, seen }) => seen >= nth && seen < nth + times)?.rule;
    },
  };
}
