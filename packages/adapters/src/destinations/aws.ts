import { type MlopsConfig, MlopsError } from '@mlops-actions/core';
import { type AwsAccess, createClients } from '../aws/clients.ts';
import { roleCredentials } from '../aws/credentials.ts';
import { ecrImages } from '../aws/ecr-images.ts';
import type { IdTokenSource } from '../aws/id-token.ts';
import { preflight } from '../aws/preflight.ts';
import { isAlias } from '../aws/volume-key.ts';
import { systemClock } from '../node/clock.ts';
import type { ConnectedPorts, PortOptions } from './options.ts';
import { sageMakerPorts } from './sagemaker-ports.ts';

type Environment = MlopsConfig['environment'];

/** An environment that runs on AWS; the rules of mlops.yml see to it that it has these. */
export type AwsEnvironment = Environment & Required<Pick<Environment, 'region' | 'executionRole' | 'bucket'>>;

/** An AWS account. Throws CREDENTIALS_INVALID, BUCKET_UNUSABLE, AWS_CALL_FAILED. */
export async function awsDestination(options: PortOptions): Promise<ConnectedPorts> {
  const environment = complete(options.config.environment);
  const identity = runnerIdentity();
  const connected = (place: Environment) =>
    createClients({ ...access(complete(place), identity, options), signal: options.signal });
  const clients = connected(environment);
  try {
    await preflight(clients, environment, identity !== undefined);
  } catch (error) {
    clients.destroy();
    throw error;
  }
  warnOfAlias(environment, options);
  return sageMakerPorts(
    {
      destination: 'aws',
      clients,
      ...(options.config.registry === undefined ? {} : { registry: connected(options.config.registry) }),
      bucket: environment.bucket,
      images: ecrImages(clients.ecr, environment, options),
      placement: placement(environment),
      // A server on this machine that stands in for SageMaker needs no patience.
      pace: elsewhere('SAGEMAKER') === undefined ? 'patient' : 'eager',
    },
    options,
  );
}

function complete(environment: Environment): AwsEnvironment {
  const { region, executionRole, bucket } = environment;
  if (region !== undefined && executionRole !== undefined && bucket !== undefined)
    return { ...environment, region, executionRole, bucket };
  throw new MlopsError('UNEXPECTED', { problem: `environment "${environment.name}" reached AWS without its place` });
}

/** The runner offers it to jobs with `permissions: id-token: write`. */
function runnerIdentity(): IdTokenSource | undefined {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env;
  return url && bearer ? { url, bearer } : undefined;
}

function access(
  { region, assumeRole }: AwsEnvironment,
  identity: IdTokenSource | undefined,
  { run }: PortOptions,
): AwsAccess {
  return {
    region,
    pathStyle: elsewhere('S3') !== undefined,
    ...(assumeRole === undefined
      ? {}
      : {
          credentials: roleCredentials(
            { region, role: assumeRole, run, ...(identity === undefined ? {} : { identity }) },
            systemClock,
          ),
        }),
  };
}

/** The address that the SDK takes for a service in place of AWS's. */
const elsewhere = (service: 'S3' | 'SAGEMAKER'): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env.AWS_ENDPOINT_URL;

const placement = ({ executionRole, kmsKey, network }: AwsEnvironment) => ({
  role: executionRole,
  ...(kmsKey === undefined ? {} : { kmsKey }),
  ...(network === undefined ? {} : network),
});

function warnOfAlias({ kmsKey }: AwsEnvironment, { progress }: PortOptions): void {
  if (kmsKey === undefined || !isAlias(kmsKey)) return;
  const text = `kms-key "${kmsKey}" is an alias, which SageMaker does not take for the volumes of jobs: they get its own key. Write the ARN of the key to encrypt them too.`;
  progress({ type: 'warning', step: 'training', text });
}
