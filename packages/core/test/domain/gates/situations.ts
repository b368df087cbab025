import type { BinaryEvidence, Evaluation, Evidences, Slice } from '@mlops-actions/evaluation';
import type { Gate } from '../../../src/domain/gates/gate.ts';
import type { JudgeRequest } from '../../../src/domain/judge-request.ts';
import { judge, type Verdict } from '../../../src/domain/verdict.ts';
import { load } from '../../config/files.ts';
import { wholeOf } from '../whole.ts';

/** The gates of a file that has this below `validate`, one line per key. */
export async function gatesOf(validate: string, task = 'binary'): Promise<readonly Gate[]> {
  const { config } = await load(`version: 1
model: churn
task: ${task}
data: { channels: { train: a.csv }, held-out: b.csv, columns: { label: y, group: query } }
train: { script: model/train.py }
validate:
${validate.replace(/^/gm, '  ')}
`);
  return config.validate.gates;
}

/** Half positives; the first `wrong` rows, of both classes alike, are answered wrongly, by score and by decision. */
export function answers(rows: number, wrong: number): BinaryEvidence {
  const truth = Uint8Array.from({ length: rows }, (_, i) => i % 2);
  const predicted = truth.map((label, i) => (i < wrong ? 1 - label : label));
  return {
    task: 'binary',
    classes: ['no', 'yes'],
    truth,
    predicted,
    score: Float64Array.from(predicted, (label, i) => 0.1 + 0.6 * label + ((i * 7919) % 1_000) / 5_000),
  };
}

export const pair = (rows: number, candidate: number, champion: number): Evidences => ({
  candidate: answers(rows, candidate),
  champion: answers(rows, champion),
});

/** A slice of `region`: rows, and how many of them each model answers wrongly. Without these it is too small. */
export const region = (name: string, rows: number, candidate?: number, champion?: number): Slice => ({
  rule: 'region',
  name: `region = ${name}`,
  rows,
  ...(candidate === undefined
    ? {}
    : {
        evidence: {
          candidate: answers(rows, candidate),
          ...(champion === undefined ? {} : { champion: answers(rows, champion) }),
        },
      }),
});

const SHA = (letter: string) => letter.repeat(64);

export const request = (gates: readonly Gate[], change: Partial<JudgeRequest> = {}): JudgeRequest => ({
  model: 'churn',
  task: 'binary',
  candidate: { digest: SHA('c'), job: 'churn-1', image: 'local/churn' },
  champion: { digest: SHA('a'), version: 3, source: 'endpoint' },
  heldOut: { digest: SHA('d'), rows: 400 },
  gates,
  firstModel: 'pass',
  ...change,
});

/** What candidate and champion showed, and what else was there to ask. */
export interface Situation {
  readonly overall: Evidences;
  readonly slices?: readonly Slice[];
  readonly slicesLeftOut?: number;
  readonly cutRules?: readonly string[];
  readonly request?: Partial<JudgeRequest>;
  /** There is no champion at all. */
  readonly first?: true;
}

export function judged(gates: readonly Gate[], situation: Situation): Verdict {
  const { overall, slices = [], slicesLeftOut = 0, cutRules } = situation;
  const evaluation: Evaluation = {
    ...wholeOf(overall),
    slices,
    slicesLeftOut,
    ...(cutRules === undefined ? {} : { cutRules }),
  };
  const { champion, ...first } = request(gates, situation.request);
  return judge(situation.first === true || champion === undefined ? first : { ...first, champion }, evaluation);
}
