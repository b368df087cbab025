import type { ActionResult } from '@mlops-actions/action-kit';
import { dataDigest, dataSummary, type PreparedData } from '@mlops-actions/core';
import type { DataOutput } from './inputs.ts';

/** Every output of the action and its summary; `plan` tells what the file that declared the data runs, when there is one. */
export function toResult(model: string, data: PreparedData, plan: string | undefined): ActionResult<DataOutput> {
  const channels = Object.fromEntries(data.channels.map(({ name, digest }) => [name, digest]));
  return {
    outputs: {
      outcome: 'valid',
      'data-digest': dataDigest(data),
      channels: JSON.stringify(channels),
      'held-out-digest': data.heldOut.digest,
      'held-out-rows': data.labels.length.toString(),
    },
    summary: `${dataSummary(model, data)}${plan === undefined ? '' : `\n${plan}`}`,
  };
}
