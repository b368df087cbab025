import type { PredictionRow } from '@mlops-actions/evaluation';
import type { ConfigParts } from '../config/parts.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import type { DataReference } from '../domain/job-spec.ts';
import type { PreparedData } from './check-data.ts';
import type { Ports } from './ports.ts';
import type { FinishedJob } from './results.ts';
import { runJob } from './run-job.ts';
import { column, tableOf } from './tables.ts';

const OUTPUT = 'predictions';

export interface Scored {
  readonly job: FinishedJob;
  readonly rows: readonly PredictionRow[];
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
  data: PreparedData,
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
  return { job, rows: await readPredictions(job.artefactUri, ports) };
}

async function readPredictions(uri: string, ports: Ports): Promise<readonly PredictionRow[]> {
  const bytes = await ports.objects.read(uri);
  if (bytes === undefined) throw new MlopsError('OBJECT_NOT_FOUND', { location: uri });
  const problems: Problem[] = [];
  const table = tableOf(uri, new TextDecoder().decode(bytes), problems);
  if (problems.length > 0) throw new MlopsError('DATA_INVALID', { problems });
  const [ids, predictions, scores] = ['id', 'prediction', 'score'].map((name) => table && column(table, name));
  if (ids === undefined || predictions === undefined) {
    const message = `The header is "${table?.headerLine ?? ''}"; expected "id,prediction" or "id,prediction,score".`;
    throw new MlopsError('DATA_INVALID', { problems: [{ file: uri, line: 1, path: 'predictions', message }] });
  }
  return ids.map((id, index) => ({
    id,
    prediction: predictions[index] ?? '',
    ...(scores === undefined ? {} : { score: scores[index] ?? '' }),
  }));
}
