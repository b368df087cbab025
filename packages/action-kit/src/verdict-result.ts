import {
  decidingSentences,
  gateAnnotations,
  gatesThat,
  type JudgedRows,
  MlopsError,
  type Verdict,
} from '@mlops-actions/core';
import type { ActionResult } from './definition.ts';

type VerdictOutput =
  | 'verdict'
  | 'gate-file'
  | 'report-file'
  | 'report-html'
  | 'metrics-file'
  | 'model-card'
  | 'rows'
  | 'failed-gates'
  | 'inconclusive-gates';

export interface Judgement {
  readonly verdict: Verdict;
  readonly blocks: boolean;
  /** Local paths of what shows the verdict. */
  readonly files: JudgedRows['files'] & { readonly gate: string };
}

/** What every action that judges a model says of the verdict, and GATE_REJECTED as its failure when that blocks. */
export const verdictResult = ({ verdict, blocks, files }: Judgement): Omit<ActionResult<VerdictOutput>, 'summary'> => ({
  outputs: {
    verdict: verdict.verdict,
    'gate-file': files.gate,
    'report-file': files.report,
    'report-html': files.html,
    'metrics-file': files.metrics,
    'model-card': files.modelCard,
    rows: verdict.heldOut.rows.toString(),
    'failed-gates': gatesThat(verdict, 'fail').join(','),
    'inconclusive-gates': gatesThat(verdict, 'inconclusive').join(','),
  },
  annotations: gateAnnotations(verdict),
  ...(blocks ? { failure: refusal(verdict) } : {}),
});

const refusal = (verdict: Verdict) =>
  new MlopsError('GATE_REJECTED', { model: verdict.model, sentences: decidingSentences(verdict) });
