import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { STSClient } from '@aws-sdk/client-sts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type CredentialProvider = () => Promise<Credentials>;

/** How to reach a destination. Without an endpoint and credentials the SDK finds both by its own rules. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoint?: string;
  /** `http://host/bucket/key` in place of a host per bucket; always so with an `endpoint`. */
  readonly pathStyle?: boolean;
  readonly credentials?: Credentials | CredentialProvider;
  /** When it aborts, calls under way end as AbortError; calls made afterwards, which stop and look, go through. */
  readonly signal?: AbortSignal;
}

export interface AwsClients {
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  readonly ecr: ECRClient;
  /** Frees the sockets, so that the process can end. */
  destroy(): void;
}

/** The SDK's default of 3 attempts lets three throttles in a row escape; reads and creates are idempotent here, so be patient. */
const MAX_ATTEMPTS = 8;

/** Longer than any answer of these services; a call that hangs longer is retried or reported as transient. */
const REQUEST_TIMEOUT_MS = 70_000;

/** What every client is made with, whatever it is a client of. */
export const clientOptions = (region: string) => ({
  region,
  maxAttempts: MAX_ATTEMPTS,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 5_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
});

export function createClients(access: AwsAccess): AwsClients {
  const options = {
    ...clientOptions(access.region),
    ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
    ...(access.credentials === undefined ? {} : { credentials: access.credentials }),
  };
  const clients = {
    sagemaker: new SageMakerClient(options),
    runtime: new SageMakerRuntimeClient(options),
    s3: new S3Client({ ...options, forcePathStyle: access.pathStyle ?? access.endpoint !== undefined }),
    logs: new CloudWatchLogsClient(options),
    sts: new STSClient(options),
    ecr: new ECRClient(options),
  };
  if (access.signal !== undefined) letCancel(Object.values(clients), access.signal);
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

interface HttpHandler {
  handle(request: never, options?: object): unknown;
}

/** A step has 7.5 s to stop what it started; a call that hangs would take all of it. */
function letCancel(clients: readonly { readonly config: { readonly requestHandler: object } }[], signal: AbortSignal) {
  for (const { config } of clients) {
    const handler = config.requestHandler as HttpHandler;
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options) =>
      handle(request, signal.aborted ? options : { ...options, abortSignal: signal });
  }
}
