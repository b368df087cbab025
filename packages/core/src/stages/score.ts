import type { ByteSource } from '@mlops-actions/evaluation';
import type { ConfigParts } from '../config/parts.ts';
import type { DataReference } from '../domain/job-spec.ts';
import type { PreparedData } from './check-data.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';
import type { FinishedJob } from './results.ts';
import { runJob } from './run-job.ts';

const OUTPUT = 'predictions';

export interface Scored {
  readonly job: FinishedJob;
  /** `id, prediction[, score]`, a row for each held-out row. */
  readonly predictions: ByteSource;
}

export interface ModelToScore {
  readonly image: string;
  readonly model: DataReference;
}

/**
 * Scores held-out rows in a processing job, in the model's own image, without labels. The job's name is the digest of model,
 * image and rows, so predictions of a champion are adopted, not made again. Throws what runJob throws.
 */
export async function score(
  config: ConfigParts<'train' | 'validate'>,
  model: ModelToScore,
  data: Pick<PreparedData, 'idColumn' | 'heldOut'>,
  rerun: boolean,
  ports: Ports,
): Promise<Scored> {
  const job = await runJob(
    {
      step: 'scoring',
      model: config.model,
      outputUri: ports.objects.uri('predictions'),
      artefact: (state) => (state.artefactUri === undefined ? undefined : `${state.artefactUri}/${OUTPUT}.csv`),
      rerun,
      request: {
        kind: 'processing',
        image: model.image,
        entrypoint: ['python', 'mlops_runtime.py', 'score', config.validate.script],
        environment: { MLOPS_ID_COLUMN: data.idColumn },
        instanceTypes: config.train.instanceTypes.slice(0, 1),
        volumeSizeGb: config.train.volumeSizeGb,
        maxRuntimeSeconds: config.train.maxRuntimeSeconds,
        inputs: { model: model.model, 'held-out': { uri: data.heldOut.uri, digest: data.heldOut.digest } },
        output: OUTPUT,
      },
    },
    ports,
  );
  return { job, predictions: await openTable(job.artefactUri, ports) };
}
