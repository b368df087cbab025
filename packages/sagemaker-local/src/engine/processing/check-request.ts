import { parseS3Uri } from '../files/s3-uri.ts';
import { refuse } from '../refuse.ts';
import type { CreateProcessingJob } from './record.ts';

/**
 * Refuses what SageMaker would do and this engine does not, rather than run the job in another way than asked.
 * Throws AwsError `ValidationException`.
 */
export function checkProcessingRequest(request: CreateProcessingJob): void {
  refuse(
    (request.ProcessingResources.ClusterConfig.InstanceCount ?? 1) > 1,
    'a processing job on more than one instance',
  );
  for (const { S3Input } of request.ProcessingInputs ?? []) {
    refuse(S3Input === undefined, 'a processing input without S3Input');
    refuse(S3Input?.S3InputMode === 'Pipe', 'S3InputMode Pipe');
    refuse(S3Input?.S3CompressionType === 'Gzip', 'S3CompressionType Gzip');
    parseS3Uri(S3Input?.S3Uri ?? '');
  }
  for (const { S3Output } of request.ProcessingOutputConfig?.Outputs ?? []) {
    refuse(S3Output === undefined, 'a processing output without S3Output');
    refuse(S3Output?.S3UploadMode === 'Continuous', 'S3UploadMode Continuous');
    parseS3Uri(S3Output?.S3Uri ?? '');
  }
}
