import { parseS3Uri } from '../files/s3-uri.ts';
import { refuse } from '../refuse.ts';
import { metricReader } from './metrics.ts';
import type { CreateTrainingJob } from './record.ts';

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
}
