import type { Slice } from '@mlops-actions/evaluation';
import type { GateOutcome, RowsGate, SliceOutcome } from '../gate.ts';
import type { Finding } from '../gate-result.ts';
import { count } from '../numbers.ts';
import type { Opponent } from '../opponent.ts';
import { type AskedSlices, askedSlices, type EvaluatedSlices, type Unanswered } from './asked.ts';
import { againstChampions, againstLimits, type SliceFinding } from './each-slice.ts';
import { againstBest } from './gap.ts';
import { shortName } from './short-name.ts';
import { slackOf } from './slack.ts';

/** More are in nobody's interest; the worst come first. */
const MAX_RECORDED = 200;

const WORST_FIRST: readonly GateOutcome[] = ['fail', 'inconclusive', 'warn', 'pass', 'skipped'];

/** The finding of a gate that asks every slice of some rules: as bad as its worst slice, and open where a rule has no answer. */
export function onSlices(gate: RowsGate, evaluated: EvaluatedSlices, opponent: Opponent): Finding {
  if ('vs' in gate && opponent.kind === 'stored') return storedAsWhole(gate);
  const asked = askedSlices(gate.slices ?? [], evaluated);
  const found = worstFirst(gate, findingsOf(gate, asked));
  const unanswered = [...asked.unanswered, ...tooFewToCompare(gate, found)];
  const [worst] = found;
  const outcome = outcomeOf(found, unanswered);
  const code = unanswered.find((one) => one.outcome === outcome)?.code;
  return {
    ...worst?.finding,
    outcome,
    ...codeOf(worst?.finding, outcome, code),
    text: textOf(gate, found, asked.small, unanswered),
    slices: [...found.map(recordOf), ...asked.small.map(smallRecord)].slice(0, MAX_RECORDED),
  };
}

function findingsOf(gate: RowsGate, { judged }: AskedSlices): readonly SliceFinding[] {
  if ('maxGap' in gate) return againstBest(gate, judged);
  return 'vs' in gate ? againstChampions(gate, judged) : againstLimits(gate, judged);
}

const worstFirst = (gate: RowsGate, found: readonly SliceFinding[]): readonly SliceFinding[] =>
  found.toSorted(
    (a, b) =>
      WORST_FIRST.indexOf(a.finding.outcome) - WORST_FIRST.indexOf(b.finding.outcome) ||
      slackOf(gate, a.finding) - slackOf(gate, b.finding),
  );

/** A distance takes two. */
function tooFewToCompare(gate: RowsGate, found: readonly SliceFinding[]): readonly Unanswered[] {
  const valued = found.filter(({ finding }) => finding.candidate !== undefined);
  return 'maxGap' in gate && found.length > 0 && valued.length < 2
    ? [{ code: 'SLICES_TOO_FEW', outcome: 'inconclusive', text: 'a gap needs two slices with a value' }]
    : [];
}

function outcomeOf(found: readonly SliceFinding[], unanswered: readonly Unanswered[]): GateOutcome {
  const all: readonly GateOutcome[] = [
    ...found.map(({ finding }) => finding.outcome),
    ...unanswered.map((one) => one.outcome),
  ];
  // Nothing asked is nothing shown.
  return WORST_FIRST.find((outcome) => all.includes(outcome)) ?? 'fail';
}

/** The code of whatever decided: the worst slice when it has the outcome of the gate, else the rule without an answer. */
function codeOf(worst: Finding | undefined, outcome: GateOutcome, unanswered: Unanswered['code'] | undefined) {
  const code = worst?.outcome === outcome ? worst.code : unanswered;
  return code === undefined ? {} : { code };
}

function textOf(
  gate: RowsGate,
  found: readonly SliceFinding[],
  small: readonly Slice[],
  unanswered: readonly Unanswered[],
): string {
  const [worst] = found;
  const holding = found.filter(({ finding }) => finding.outcome === 'pass').length;
  return [
    ...(worst === undefined
      ? [`Gate "${gate.id}" has no slice to ask "${gate.metric}" of`]
      : [
          `On ${shortName(worst.name)}: ${withinSentence(worst.finding.text)}`,
          `${count(holding)} of ${count(found.length)} ${found.length === 1 ? 'slice holds' : 'slices hold'}`,
        ]),
    ...(small.length === 0 ? [] : [`${count(small.length)} too small to be judged`]),
    ...unanswered.map(({ text }) => text),
  ].join('; ');
}

const withinSentence = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function recordOf({ name, rows, finding }: SliceFinding): SliceOutcome {
  const { candidate, champion, comparison, code } = finding;
  const pValue = finding.pValue ?? comparison?.pValue;
  return {
    slice: name,
    rows,
    outcome: finding.outcome,
    value: candidate?.value ?? null,
    ...(candidate?.interval === undefined ? {} : { interval: candidate.interval }),
    ...(champion === undefined ? {} : { champion }),
    ...(comparison === undefined ? {} : { delta: comparison.delta }),
    ...(comparison?.interval === undefined ? {} : { deltaInterval: comparison.interval }),
    ...(pValue === undefined ? {} : { pValue }),
    ...(code === undefined ? {} : { code }),
  };
}

const smallRecord = ({ name, rows }: Slice): SliceOutcome => ({
  slice: name,
  rows,
  outcome: 'skipped',
  value: null,
  code: 'SLICE_TOO_SMALL',
});

const storedAsWhole = (gate: RowsGate): Finding => ({
  outcome: 'fail',
  code: 'CHAMPION_METRIC_MISSING',
  text: `The champion's stored figures are not by slice, so gate "${gate.id}" cannot compare "${gate.metric}"`,
});
