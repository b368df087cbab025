import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

/** How to reach a destination. Without an endpoint and credentials the SDK finds both by its own rules. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface AwsClients {
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  /** Frees the sockets, so that the process can end. */
  destroy(): void;
}

/** The SDK's default of 3 attempts lets three throttles in a row escape; reads and creates are idempotent here, so be patient. */
const MAX_ATTEMPTS = 8;

/** Longer than any answer of these services; a call that hangs longer is retried or reported as transient. */
const REQUEST_TIMEOUT_MS = 70_000;

export function createClients(access: AwsAccess): AwsClients {
  const options = {
    region: access.region,
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
    ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
    ...(access.credentials === undefined ? {} : { credentials: access.credentials }),
  };
  const clients = {
    sagemaker: new SageMakerClient(options),
    runtime: new SageMakerRuntimeClient(options),
    s3: new S3Client({ ...options, forcePathStyle: access.endpoint !== undefined }),
    logs: new CloudWatchLogsClient(options),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
