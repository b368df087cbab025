import { AwsError } from '../../contracts.ts';
import { parseS3Uri } from '../files/s3-uri.ts';
import { refuse } from '../refuse.ts';
import { defaultCheckpointPath } from './base-dir.ts';
import { metricReader } from './metrics.ts';
import { type CreateTrainingJob, defaultMaxRuntimeSeconds } from './record.ts';

/**
 * Refuses what SageMaker would do and this engine does not, rather than run the job in another way than asked.
 * Throws AwsError `ValidationException`.
 */
export function checkTrainingRequest(request: CreateTrainingJob): void {
  const { AlgorithmSpecification: algorithm, ResourceConfig: resources } = request;
  refuse(algorithm?.TrainingImage === undefined, 'a job without AlgorithmSpecification.TrainingImage');
  refuse((resources?.InstanceCount ?? 1) > 1, 'a training job on more than one instance');
  refuse(request.OutputDataConfig.CompressionType === 'NONE', 'OutputDataConfig.CompressionType NONE');
  const modes = [algorithm.TrainingInputMode, ...(request.InputDataConfig ?? []).map(({ InputMode }) => InputMode)];
  refuse(modes.includes('Pipe'), 'input mode Pipe');
  for (const { DataSource } of request.InputDataConfig ?? []) {
    refuse(DataSource.S3DataSource === undefined, 'a channel without S3DataSource');
    refuse(DataSource.S3DataSource?.S3DataType === 'AugmentedManifestFile', 'S3DataType AugmentedManifestFile');
    parseS3Uri(DataSource.S3DataSource?.S3Uri ?? '');
  }
  parseS3Uri(request.OutputDataConfig.S3OutputPath);
  metricReader(algorithm.MetricDefinitions);
  checkSpot(request);
  if (request.CheckpointConfig !== undefined) {
    const { S3Uri, LocalPath = defaultCheckpointPath } = request.CheckpointConfig;
    refuse(
      LocalPath.replace(/\/$/, '') !== defaultCheckpointPath,
      `a CheckpointConfig.LocalPath other than ${defaultCheckpointPath}`,
    );
    parseS3Uri(S3Uri);
  }
}

/** The rules of spot capacity, in the service's words where they are known. */
function checkSpot({
  EnableManagedSpotTraining: spot,
  StoppingCondition: limit,
  ResourceConfig,
}: CreateTrainingJob): void {
  const wait = limit?.MaxWaitTimeInSeconds;
  if (spot !== true) {
    if (wait === undefined) return;
    throw invalid('Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true');
  }
  if (wait === undefined || wait < (limit?.MaxRuntimeInSeconds ?? defaultMaxRuntimeSeconds))
    throw invalid(
      'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
    );
  if (ResourceConfig.InstancePreferences !== undefined)
    throw invalid('InstancePreferences is not supported when EnableManagedSpotTraining is set to true');
}

const invalid = (message: string) => new AwsError('ValidationException', message);
