/** What a code means, and what whoever reads it can do. Both are sentences of docs/reference/gate-codes.md. */
export interface GateCodeEntry {
  readonly means: string;
  readonly remedy: string;
}

/** Why a gate did not simply pass or fail on its numbers. A code never changes its meaning. */
export const GATE_CODES = {
  METRIC_UNDEFINED: {
    means:
      'The metric has no value on these rows, or none that proves anything, e.g. one class only, no score, no predicted positives.',
    remedy:
      'The sentence names the reason. Judge by a metric that these rows can give, or by rows that hold both classes.',
  },
  CHAMPION_METRIC_UNDEFINED: {
    means: 'The metric has a value for the candidate and none for the champion.',
    remedy: 'Judge by a metric that both models have, or let the first better one in with `severity: warn`.',
  },
  CHAMPION_EVIDENCE_MISSING: {
    means:
      'There is a champion, and its predictions for the held-out rows are not there, or lack more than 1 % of those of a slice.',
    remedy: 'Let the champion be scored again; a champion that cannot run any more can be given as stored metrics.',
  },
  CHAMPION_METRIC_MISSING: {
    means: 'Of the champion only stored figures are known, and this metric, or this slice, is not among them.',
    remedy: 'Score the champion on these rows, or ask for a metric that was stored.',
  },
  CHAMPION_STORED_ONLY: {
    means: 'The stored figure of the champion lies behind, but an unpaired comparison proves nothing.',
    remedy: 'Score the champion on the held-out rows; `better` and `non-inferior` pass on nothing less.',
  },
  BASELINE_ZERO: {
    means: '`max-drop-percent` was asked of a champion whose value is 0, and there is no percentage of nothing.',
    remedy: 'Use `max-drop`, in units of the metric.',
  },
  TOO_FEW_ROWS: {
    means: 'Fewer than 30 rows, or what by groups or weights amounts to fewer than 10, were compared.',
    remedy: 'Hold out more rows.',
  },
  TOO_FEW_DIFFERING_ROWS: {
    means: 'The candidate looks worse, but the models differ on so few rows that chance may have done it.',
    remedy: 'Hold out more rows, or widen the margin if so few rows do not matter to you.',
  },
  NO_SPREAD: {
    means: 'The rows show no spread, e.g. a class of a single row, so no difference can be told from chance.',
    remedy: 'Hold out more rows of the rare class.',
  },
  NOT_PROVEN: {
    means: 'What `better` or `non-inferior` asks for was neither shown nor ruled out.',
    remedy: 'Hold out as many rows as the sentence names, ask for less, or use `not-worse`, which asks for no proof.',
  },
  NO_CHAMPION: {
    means: 'There is no champion yet, and `validate.first-model` is `fail`.',
    remedy: 'Register a first model with `first-model: pass`.',
  },
  FIRST_MODEL: {
    means: 'There is no champion yet, so the comparison was skipped.',
    remedy: 'Nothing; floors and ceilings were asked. The next model is compared with this one.',
  },
  IDENTICAL_MODEL: {
    means: 'The candidate is the champion itself, and a model is never compared with itself.',
    remedy: 'Nothing; floors and ceilings were asked.',
  },
  SLICE_MISSING: {
    means: 'No held-out row belongs to any slice of the rule.',
    remedy: 'Check the column and the values of the rule, or hold out rows of these slices.',
  },
  SLICE_TOO_SMALL: {
    means:
      'The slice has fewer rows than `min-rows`, so it is listed and not judged; of a gate: no slice of the rule has enough.',
    remedy: 'Hold out more rows, or lower `min-rows` knowing that small slices say little.',
  },
  SLICES_TOO_FEW: {
    means: 'A gap between slices was asked for, and fewer than two slices have a value.',
    remedy: 'Lower `min-rows`, or name rules that make more slices.',
  },
  BINNED_SCORES: {
    means:
      'There are more rows than `validate.exact-rows`, so scores were counted in bins, and the answer depends on how far these are off.',
    remedy:
      'Raise `validate.exact-rows` above the number of rows, or move the limit or the margin away from the value.',
  },
  SLICES_LEFT_OUT: {
    means: 'There are more slices than are looked at, and some that were left out may be large enough to be judged.',
    remedy: 'Raise `min-rows`, use fewer columns, or part a numeric column by `bins`.',
  },
  FILE_MISSING: {
    means: 'The file that the gate reads with `from` is not there.',
    remedy: 'Write the file before the model is judged, or correct its path.',
  },
  FILE_UNREADABLE: {
    means: 'The file is no JSON map. NaN and Infinity are no JSON either.',
    remedy: 'Write a map from names to numbers, as DVC and MLflow do.',
  },
  FILE_METRIC_MISSING: {
    means: 'The file has no number of that name.',
    remedy: 'Correct the name; numbers of maps inside maps are named with dots, e.g. `test.latency`.',
  },
  MODE_OFF: {
    means: 'Nothing was asked, because `validate.mode` is `off`.',
    remedy: 'Write `mode: enforce`, or `mode: dry-run` to see verdicts that stop nobody.',
  },
} as const satisfies Readonly<Record<string, GateCodeEntry>>;

export type GateCode = keyof typeof GATE_CODES;
