import { chiSquareQuantile } from '../statistics/chi-square.ts';
import { benjaminiHochberg } from '../statistics/corrections.ts';
import { jsDistance } from '../statistics/jensen-shannon.ts';
import { ksOfCounts } from '../statistics/kolmogorov-smirnov.ts';
import { psi } from '../statistics/psi.ts';
import { countsIn, edgesOf, fineEdgesOf } from './bins.ts';
import { type ColumnProfiler, isNumeric, type ProfileKind } from './column-profiler.ts';
import { counted, type Draft, quoted, shownNumber } from './draft.ts';
import type { DriftLimits } from './schema.ts';
import type { Finding } from './types.ts';

/** One column before and now. */
export interface DriftColumn {
  readonly name: string;
  /** Numbers are compared in bins, categories and booleans by name; other kinds are not compared. */
  readonly kind: ProfileKind;
  readonly reference: ColumnProfiler;
  readonly current: ColumnProfiler;
  readonly redacted: boolean;
}

/**
 * Where a later table differs from its reference by more than `limits`, each raised to what two samples of one population differ by.
 * p-values are told, never asked: with enough rows every difference is significant. `against` names the reference in sentences.
 */
export function driftFindings(columns: readonly DriftColumn[], limits: DriftLimits, against: string): readonly Draft[] {
  const compared = columns.filter(
    ({ name, kind }) => !limits.ignore.includes(name) && kind !== 'text' && kind !== 'timestamp',
  );
  const tests = compared.map(({ kind, reference, current }) => (isNumeric(kind) ? ksP(reference, current) : undefined));
  const known = tests.filter((p) => p !== undefined);
  const adjusted = benjaminiHochberg(known);
  let next = 0;
  const pValues = tests.map((p) => (p === undefined ? undefined : adjusted[next++]));
  const judgement: Judgement = { limits, against, chance: CHANCE / compared.length };
  return compared.flatMap((column, index) => {
    const missing = missingDrift(column, judgement);
    const distribution = distributionDrift(column, judgement, missing.length > 0, pValues[index]);
    return [...missing, ...distribution, ...unseen(column, against)];
  });
}

/** How often all columns of two samples of one population together raise an alarm, at most (C. Bonferroni). */
const CHANCE = 0.05;

interface Judgement {
  readonly limits: DriftLimits;
  readonly against: string;
  /** The share of CHANCE that one column has. */
  readonly chance: number;
}

type Effect = NonNullable<Finding['drift']>;

/** PSI with what two samples of one population stay below but for `chance`. Undefined when either side has no rows. */
function indexOf(before: readonly number[], now: readonly number[], chance: number) {
  const index = psi(before, now);
  if (index === undefined) return undefined;
  const bins = before.filter((count, bin) => count > 0 || (now[bin] ?? 0) > 0).length;
  if (bins < 2) return { value: index.value, floor: 0 };
  const floor = chiSquareQuantile(1 - chance, bins - 1) * (1 / sum(before) + 1 / sum(now));
  return { value: index.value, floor };
}

function missingDrift(column: DriftColumn, { limits, against, chance }: Judgement): readonly Draft[] {
  const { name, reference, current } = column;
  const index = indexOf(presence(reference), presence(current), chance);
  if (index === undefined) return [];
  const [before, now] = [reference, current].map(({ missing, rows }) => shownNumber((100 * missing) / rows));
  return judged(
    { column: name, code: 'MISSING_SHARE_DRIFTED', count: current.missing, of: current.rows },
    { measure: 'psi', ...index },
    limits,
    `${now} % of the values are missing, and ${before} % in ${against}`,
  );
}

const presence = ({ rows, missing }: ColumnProfiler) => [missing, rows - missing];

function distributionDrift(
  column: DriftColumn,
  { limits, against, chance }: Judgement,
  withoutMissing: boolean,
  p: number | undefined,
): readonly Draft[] {
  const { name, kind, current } = column;
  const [before, now] = binsOf(column, withoutMissing);
  const index = indexOf(before, now, chance);
  if (index === undefined) return [];
  const subject = { column: name, code: 'DISTRIBUTION_DRIFTED', count: current.rows, of: current.rows } as const;
  if (isNumeric(kind)) {
    const supporting = p === undefined ? '' : `, KS p ${p < 0.001 ? '< 0.001' : shownNumber(p)}`;
    const effect = { measure: 'psi' as const, ...index, bins: drawn(before, now) };
    return judged(subject, effect, limits, `The values are distributed otherwise than in ${against}${supporting}`);
  }
  const distance = jsDistance(before, now);
  if (distance === undefined) return [];
  // To second order both are sums of squared differences: PSI = 8 · ln 2 · divergence, the square of the distance.
  const floor = Math.sqrt(index.floor / (8 * Math.LN2));
  const text = `The categories are distributed otherwise than in ${against}`;
  return judged(subject, { measure: 'js', value: distance, floor, bins: drawn(before, now) }, limits, text);
}

/** Bins that a line of text has room for. */
const DRAWN = 20;

const drawn = (reference: readonly number[], current: readonly number[]) => ({
  reference: reference.slice(0, DRAWN),
  current: current.slice(0, DRAWN),
});

/** Counts per bin of both sides: deciles or named values, then all others, then missing values. */
function binsOf({ kind, reference, current }: DriftColumn, withoutMissing: boolean): readonly [number[], number[]] {
  const missing = withoutMissing ? [[], []] : [[reference.missing], [current.missing]];
  if (isNumeric(kind)) {
    const edges = edgesOf(reference);
    return [
      [...countsIn(reference, edges), ...(missing[0] ?? [])],
      [...countsIn(current, edges), ...(missing[1] ?? [])],
    ];
  }
  const names = reference.values.top(Number.POSITIVE_INFINITY);
  const now = names.map(([value]) => current.values.count(value));
  const others = current.rows - current.missing - sum(now);
  return [
    [...names.map(([, count]) => count), reference.values.other, ...(missing[0] ?? [])],
    [...now, others, ...(missing[1] ?? [])],
  ];
}

function judged(
  subject: Pick<Draft, 'column' | 'code' | 'count' | 'of'>,
  effect: Omit<Effect, 'limit'>,
  limits: DriftLimits,
  text: string,
): readonly Draft[] {
  const [warn, limit] = [Math.max(limits.warn, effect.floor), Math.max(limits.limit, effect.floor)];
  if (!(effect.value > warn)) return [];
  const drifted = effect.value > limit;
  const crossed = drifted ? limit : warn;
  const name = effect.measure === 'psi' ? 'PSI' : 'Jensen-Shannon distance';
  const figures = `${name} ${shownNumber(effect.value)}, ${drifted ? 'limit' : 'warned from'} ${shownNumber(crossed)}`;
  return [
    {
      ...subject,
      severity: drifted ? 'drift' : 'warning',
      message: `${text} (${figures}, sampling alone ${shownNumber(effect.floor)}).`,
      drift: { ...effect, limit: crossed },
    },
  ];
}

/** Values to name in a sentence. */
const SHOWN = 5;

function unseen({ name, kind, reference, current, redacted }: DriftColumn, against: string): readonly Draft[] {
  if (kind !== 'category' || !reference.values.exact) return [];
  const found = current.values.top(Number.POSITIVE_INFINITY).filter(([value]) => reference.values.count(value) === 0);
  const count = sum(found.map(([, times]) => times)) + current.values.other;
  if (count === 0) return [];
  const examples = found.slice(0, SHOWN).map(([value]) => quoted(value));
  const shown = redacted ? '' : `: ${examples.join(', ')}${found.length > SHOWN ? ', …' : ''}`;
  const message = `${counted(count)} of ${counted(current.rows)} rows have a category that ${against} has not${shown}.`;
  return [{ code: 'CATEGORY_UNSEEN', severity: 'warning', column: name, count, of: current.rows, message }];
}

/** By the percentiles of the reference. Undefined when either side has no numbers. */
function ksP(reference: ColumnProfiler, current: ColumnProfiler): number | undefined {
  if (reference.numbers === 0 || current.numbers === 0) return undefined;
  const edges = fineEdgesOf(reference);
  return ksOfCounts(countsIn(reference, edges), countsIn(current, edges))?.p;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
