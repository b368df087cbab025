import type { SliceRule } from '@mlops-actions/evaluation';
import type { ConfigFile } from './schema/file.ts';
import { DEFAULT_MIN_ROWS } from './schema/slices.ts';

type Validate = ConfigFile['validate'];
type WrittenRule = Validate['slices'][number];

/** The rules that are written, then one for every column that a gate names without a rule. */
export function sliceRulesOf(validate: Validate): readonly SliceRule[] {
  const written = validate.slices.map((rule) => writtenRule(rule, validate));
  const known = new Set(written.map(({ name }) => name));
  const columns = new Set(validate.gates.flatMap(({ slices = [] }) => slices).filter((name) => !known.has(name)));
  return [
    ...written,
    ...[...columns].map((column) => ({
      name: column,
      by: [column],
      minRows: leastRows(column, undefined, validate),
      required: false,
    })),
  ];
}

function writtenRule(rule: WrittenRule, validate: Validate): SliceRule {
  const { name = '', by, bins, where } = rule;
  return {
    name,
    ...(by === undefined ? {} : { by }),
    ...(bins === undefined ? {} : { bins }),
    ...(where === undefined ? {} : { where: asTexts(where) }),
    minRows: leastRows(name, rule['min-rows'], validate),
    required: rule.required ?? false,
  };
}

const asTexts = (where: NonNullable<WrittenRule['where']>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(where).map(([column, value]) => [column, String(value)]));

/** What the least demanding of its gates asks, so that the evidence is there for each of them. */
function leastRows(name: string, own: number | undefined, { gates }: Validate): number {
  const asked = gates
    .filter(({ slices = [] }) => slices.includes(name))
    .map((gate) => gate['min-rows'] ?? own ?? DEFAULT_MIN_ROWS);
  return Math.min(own ?? (asked.length === 0 ? DEFAULT_MIN_ROWS : Number.POSITIVE_INFINITY), ...asked);
}
