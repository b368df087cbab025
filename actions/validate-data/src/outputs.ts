import type { ActionResult } from '@mlops-actions/action-kit';
import { dataDigest, dataSummary, type LoadedConfig, type PreparedData, planSummary } from '@mlops-actions/core';
import type { DataOutput } from './inputs.ts';

/** Every output of the action and its summary; `whole` is the file the data was declared in, when there is one. */
export function toResult(model: string, data: PreparedData, whole: LoadedConfig | undefined): ActionResult<DataOutput> {
  const channels = Object.fromEntries(data.channels.map(({ name, digest }) => [name, digest]));
  const plan = whole === undefined ? '' : `\n${planSummary(whole)}`;
  return {
    outputs: {
      outcome: 'valid',
      'data-digest': dataDigest(data),
      channels: JSON.stringify(channels),
      'held-out-digest': data.heldOut.digest,
      'held-out-rows': data.labels.length.toString(),
    },
    summary: `${dataSummary(model, data)}${plan}`,
  };
}
