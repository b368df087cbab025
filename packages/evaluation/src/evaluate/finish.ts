import { isDefined } from '../metrics/estimate.ts';
import { measure } from '../metrics/measure.ts';
import { evidencesOf, type Meaning } from './evidence-of.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { Joined } from './join.ts';
import type { Pool } from './pool.ts';
import { idsOfRows } from './row-ids.ts';
import { rowProblem } from './row-tally.ts';
import { isComparable } from './rows.ts';
import type { State } from './state.ts';
import type { Evaluated, Evaluation, Evidences, Slice } from './types.ts';

const MOST_SLICES = 200;

/** The evaluation of everything that was read; none when there are problems. */
export async function finish(state: State, joined: Joined): Promise<Evaluated> {
  const findings = findingsOf(state);
  const { fixed, broken } = state.samples;
  const wanted = [...findings.tallies.flatMap(({ rows }) => rows), ...fixed, ...broken];
  const idOf = await idsOfRows(state.plan, wanted);
  const problems = [
    ...joined.problems,
    ...findings.problems,
    ...findings.tallies.map((tally) => rowProblem(tally, idOf)),
  ];
  if (problems.length > 0) return { evaluation: undefined, problems };
  return { evaluation: evaluationOf(state, findings, joined.unanswered, idOf), problems };
}

function evaluationOf(state: State, findings: Findings, unanswered: number, idOf: (row: number) => string): Evaluation {
  const { overall, shape, samples, groups, weight } = state;
  const meaning = meaningOf(state, findings);
  const evidences = evidencesOf(overall, meaning);
  const bound = boundOf(evidences);
  return {
    task: shape.task,
    rows: overall.rows,
    ...(shape.weighted ? { effectiveRows: weight.sum ** 2 / weight.squares } : {}),
    ...(shape.grouped ? { groups: groups.list.length } : {}),
    method: overall.bins === undefined ? 'exact' : 'histogram',
    ...(bound === undefined ? {} : { bound }),
    overall: evidences,
    ...slicesOf(state, meaning, unanswered),
    ...(isComparable(shape) ? { samples: { fixed: samples.fixed.map(idOf), broken: samples.broken.map(idOf) } } : {}),
  };
}

function meaningOf({ shape, classes, held }: State, { positive }: Findings): Meaning {
  if (shape.task === 'multiclass') {
    const sorted = classes.list.toSorted();
    const places = new Map(sorted.map((name, place) => [name, place]));
    return { shape, classes: sorted, placeOf: (code) => places.get(classes.list[code] ?? '') ?? 0 };
  }
  const negative = [...held].sort().find((label) => label !== positive) ?? `not ${positive}`;
  return { shape, classes: [negative, positive], placeOf: (code) => code };
}

function boundOf({ candidate, champion }: Evidences): number | undefined {
  const bounds = [candidate, champion].flatMap((evidence) => {
    const measured = evidence?.task === 'binary' && evidence.binned ? measure('roc-auc', evidence) : undefined;
    return measured !== undefined && isDefined(measured) ? [measured.bound ?? 0] : [];
  });
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

type SlicesFound = Pick<Evaluation, 'slices' | 'slicesLeftOut' | 'cutRules' | 'emptyRules'>;

/**
 * Largest first within each rule; when there are too many, every rule keeps as many as the others. Nobody knows here the slices of
 * rows that a model left out, so a slice that may be large enough with them has its evidence.
 */
function slicesOf(state: State, meaning: Meaning, unanswered: number): SlicesFound {
  const { slices: rules, maxSlices = MOST_SLICES } = state.plan.request;
  const ordered = state.slices.map((pools) =>
    [...pools].sort(([one, a], [two, b]) => b.rows - a.rows || (one < two ? -1 : 1)),
  );
  const kept = shared(
    ordered.map(({ length }) => length),
    maxSlices,
  );
  const slices = ordered.flatMap((pools, rule) =>
    pools
      .slice(0, kept[rule])
      .map(([name, pool]) =>
        sliceOf(rules[rule]?.name ?? '', name, pool, (rules[rule]?.minRows ?? 0) - unanswered, meaning),
      ),
  );
  const all = ordered.reduce((sum, { length }) => sum + length, 0);
  return {
    slices,
    slicesLeftOut: all - slices.length,
    cutRules: rules.filter((_, rule) => (kept[rule] ?? 0) < (ordered[rule]?.length ?? 0)).map(({ name }) => name),
    emptyRules: rules.filter((_, rule) => ordered[rule]?.length === 0).map(({ name }) => name),
  };
}

function sliceOf(rule: string, name: string, pool: Pool, minRows: number, meaning: Meaning): Slice {
  const { rows, mixed } = pool;
  return {
    ...{ rule, name, rows },
    ...(mixed === undefined ? {} : { mixed }),
    ...(rows < minRows ? {} : { evidence: evidencesOf(pool, meaning) }),
  };
}

/** Deals `most` out to rules that want some, one round after the other. */
function shared(wanted: readonly number[], most: number): readonly number[] {
  const dealt = wanted.map(() => 0);
  let left = Math.min(
    most,
    wanted.reduce((sum, one) => sum + one, 0),
  );
  for (let rule = 0; left > 0; rule = (rule + 1) % wanted.length) {
    const has = dealt[rule] ?? 0;
    if (has >= (wanted[rule] ?? 0)) continue;
    dealt[rule] = has + 1;
    left -= 1;
  }
  return dealt;
}
