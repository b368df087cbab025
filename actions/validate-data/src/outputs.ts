import type { ActionResult } from '@mlops-actions/action-kit';
import {
  dataReport,
  dataSummary,
  findingAnnotations,
  type JudgedData,
  type PreparedData,
  type Suggestion,
} from '@mlops-actions/core';
import type { DataOutput } from './inputs.ts';

/**
 * Every output of the action, its summary and, when the data is refused, why. `plan` tells what the file that declared the data
 * runs, when there is one.
 */
export function toResult(model: string, judged: JudgedData, plan: string | undefined): ActionResult<DataOutput> {
  const { outcome, findings, findingsFile, data, suggestion, failure } = judged;
  const told = data === undefined ? dataReport({ model, outcome, findings }) : dataSummary(model, data);
  const parts = [
    told,
    ...(suggestion === undefined ? [] : [suggested(suggestion)]),
    ...(plan === undefined ? [] : [plan]),
  ];
  return {
    outputs: {
      outcome,
      findings: findings.length.toString(),
      'findings-file': findingsFile,
      'profile-file': data?.profileFile,
      'schema-file': suggestion?.file,
      ...digests(data),
    },
    summary: parts.join('\n'),
    // The failure shows the errors of invalid data itself, each beside its line.
    annotations: findingAnnotations(findings.filter(({ severity }) => severity !== 'error')),
    ...(failure === undefined ? {} : { failure }),
  };
}

type Digests = 'data-digest' | 'channels' | 'held-out-digest' | 'held-out-rows';

/** Of data that was stored; empty otherwise. */
function digests(data: PreparedData | undefined): Pick<ActionResult<DataOutput>['outputs'], Digests> {
  if (data === undefined)
    return { 'data-digest': undefined, channels: undefined, 'held-out-digest': undefined, 'held-out-rows': undefined };
  return {
    'data-digest': data.digest,
    channels: JSON.stringify(Object.fromEntries(data.channels.map(({ name, digest }) => [name, digest]))),
    'held-out-digest': data.heldOut.digest,
    'held-out-rows': data.heldOut.rows?.toString(),
  };
}

const SUGGESTED: Readonly<Record<Suggestion['outcome'], string>> = {
  written: 'A first schema was written to',
  unchanged: 'The schema is as it would be suggested again:',
  kept: 'There is a schema already, which was not overwritten:',
};

const suggested = ({ file, outcome }: Suggestion): string => `${SUGGESTED[outcome]} \`${file.replaceAll('`', '')}\`.\n`;
