import { awsDestination } from './destinations/aws.ts';
import { localDestination } from './destinations/local.ts';
import type { ConnectedPorts, PortOptions } from './destinations/options.ts';

export { type ConnectedPorts, defaultCache, type PortOptions, type StopOutcome } from './destinations/options.ts';

const DESTINATIONS = { aws: awsDestination, local: localDestination } as const;

/**
 * Connects to the destination of the config. `local` starts sagemaker-local when it is not running.
 * Throws LOCAL_SERVER_FAILED, CREDENTIALS_INVALID, BUCKET_UNUSABLE, AWS_CALL_FAILED.
 */
export const createPorts = (options: PortOptions): Promise<ConnectedPorts> =>
  DESTINATIONS[options.config.environment.destination](options);
