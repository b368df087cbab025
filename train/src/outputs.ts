import type { ActionResult } from '@mlops-actions/action-kit';
import {
  decidingSentences,
  gateAnnotations,
  gatesThat,
  imageDigest,
  MlopsError,
  type TrainResult,
  trainSummary,
} from '@mlops-actions/core';
import type { TrainOutput } from './inputs.ts';

/** Every output of the action, its summary, and the refusal when a gate said no. */
export function toResult(result: TrainResult): ActionResult<TrainOutput> {
  const { outcome, verdict, training, image, records } = result;
  return {
    outputs: {
      outcome,
      verdict: verdict.verdict,
      'job-name': training.name,
      'model-digest': training.modelDigest,
      'image-digest': imageDigest(image.reference),
      'package-version': result.package?.version.toString(),
      'gate-file': records.gate,
      'lineage-file': records.lineage,
      'report-file': records.report,
      'report-html': records.html,
      'metrics-file': records.metrics,
      'model-card': records.modelCard,
      rows: verdict.heldOut.rows.toString(),
      'failed-gates': gatesThat(verdict, 'fail').join(','),
      'inconclusive-gates': gatesThat(verdict, 'inconclusive').join(','),
    },
    summary: trainSummary(result),
    annotations: gateAnnotations(verdict),
    ...(outcome === 'rejected' ? { failure: refusal(result) } : {}),
  };
}

const refusal = ({ model, verdict }: TrainResult) =>
  new MlopsError('GATE_REJECTED', { model, sentences: decidingSentences(verdict) });
