import type { ActionResult } from '@mlops-actions/action-kit';
import {
  decidingSentences,
  findingAnnotations,
  gateAnnotations,
  MlopsError,
  type Rehearsed,
  reportSummary,
} from '@mlops-actions/core';
import type { RehearseOutput } from './inputs.ts';

/** Every output of the action, its summary, and the refusal when a gate of the base said no. */
export function toResult({ conclusion, report, files }: Rehearsed): ActionResult<RehearseOutput> {
  const { verdict, rehearsal } = report;
  return {
    outputs: {
      conclusion,
      verdict: verdict.verdict,
      'rules-changed': ((rehearsal?.rules.length ?? 0) > 0).toString(),
      'report-file': files.report,
      'report-html': files.html,
    },
    summary: reportSummary(report),
    // The rest of what was found about the data is told by its own check.
    annotations: [
      ...gateAnnotations(verdict),
      ...findingAnnotations(report.findings.filter(({ severity }) => severity === 'error')),
    ],
    ...(conclusion === 'failure' ? { failure: refusal(report) } : {}),
  };
}

/** Of a leak the gates say nothing: they were not asked. */
const refusal = ({ verdict, findings }: Rehearsed['report']): MlopsError =>
  new MlopsError('GATE_REJECTED', {
    model: verdict.model,
    sentences: verdict.gates.length > 0 ? decidingSentences(verdict) : findings.map(({ message }) => message),
  });
