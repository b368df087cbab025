import { homedir } from 'node:os';
import { join } from 'node:path';
import { type JobKind, type MlopsConfig, MlopsError, type Ports, type Progress } from '@mlops-actions/core';
import { type AwsAccess, type AwsClients, createClients } from './aws/clients.ts';
import { awsEndpoints } from './aws/endpoints.ts';
import { awsJobs } from './aws/jobs.ts';
import { awsModels } from './aws/models.ts';
import { awsObjects } from './aws/objects.ts';
import { ensureBuckets } from './local/ensure-buckets.ts';
import { localServer } from './local/sagemaker-local.ts';
import { systemClock } from './node/clock.ts';
import { workspace } from './node/workspace.ts';
import { IMAGE_BUCKET, processImages } from './process-image/images.ts';

/** Bucket of the local destination. */
const LOCAL_BUCKET = 'mlops-local';

export interface PortOptions {
  readonly config: Pick<MlopsConfig, 'environment'>;
  /** Folder of mlops.yml; every path of the config is relative to it. */
  readonly root: string;
  /** MLOPS_HOME: state of the local destination and the records. */
  readonly home: string;
  /** Virtual environments and the like, shared between homes; `~/.cache/mlops-actions` when absent. */
  readonly cache?: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** `import.meta.url` of the entry: sagemaker-local is found beside it. */
  readonly caller: string;
  readonly run: { readonly repository?: string; readonly runId?: string; readonly commit?: string };
}

/** `left`: it belongs to another run, which follows it. */
export type StopOutcome = 'stopped' | 'already-terminal' | 'absent' | 'left';

/** The ports of a destination and what a composition root needs around them. */
export interface ConnectedPorts extends Ports {
  readonly destination: string;
  stopJob(kind: JobKind, name: string): Promise<StopOutcome>;
  /** Frees sockets; the local server goes on, its endpoint with it. */
  close(): Promise<void>;
}

/**
 * Connects to the destination of the config. `local` starts sagemaker-local when it is not running.
 * Throws DESTINATION_NOT_IMPLEMENTED, LOCAL_SERVER_FAILED, AWS_CALL_FAILED.
 */
export async function createPorts(options: PortOptions): Promise<ConnectedPorts> {
  const { name, destination } = options.config.environment;
  if (destination !== 'local') throw new MlopsError('DESTINATION_NOT_IMPLEMENTED', { environment: name, destination });
  const { access, role } = await localAccess(options);
  const clients = createClients(access);
  await ensureBuckets(clients.s3, [LOCAL_BUCKET, IMAGE_BUCKET]);
  const tags = runTags(options);
  const jobs = awsJobs(clients);
  return {
    destination: 'local',
    jobs,
    objects: awsObjects(clients.s3, LOCAL_BUCKET, workspace(options.root, join(options.home, 'records'))),
    models: awsModels(clients.sagemaker, tags),
    endpoints: awsEndpoints(clients, systemClock),
    images: processImages(clients.s3, options.root, options.home),
    clock: systemClock,
    progress: options.progress,
    signal: options.signal,
    placement: { role, tags },
    stopJob: (kind, job) => stopJob(jobs, kind, job, options.run.runId),
    close: async () => closeClients(clients),
  };
}

/** Where caches go unless told otherwise. */
export const defaultCache = (): string => join(homedir(), '.cache', 'mlops-actions');

async function localAccess(options: PortOptions): Promise<{ access: AwsAccess; role: string }> {
  const connection = await localServer(
    options.caller,
    join(options.home, 'sagemaker'),
    options.cache ?? defaultCache(),
  ).up();
  const { url, region, accessKeyId, secretAccessKey, accountId } = connection;
  return {
    access: { region, endpoint: url, credentials: { accessKeyId, secretAccessKey } },
    role: `arn:aws:iam::${accountId}:role/sagemaker-local`,
  };
}

/** The user's tags first: none of them can take the place of one of ours. */
function runTags({ run, config }: PortOptions): Readonly<Record<string, string>> {
  return {
    ...config.environment.tags,
    ...(run.repository === undefined ? {} : { 'mlops:repo': run.repository }),
    ...(run.runId === undefined ? {} : { 'mlops:run': run.runId }),
    ...(run.commit === undefined ? {} : { 'mlops:commit': run.commit }),
  };
}

async function stopJob(
  jobs: ConnectedPorts['jobs'],
  kind: JobKind,
  name: string,
  run: string | undefined,
): Promise<StopOutcome> {
  const state = await jobs.observe(kind, name);
  if (state === undefined) return 'absent';
  if (state.status !== 'InProgress') return 'already-terminal';
  if (state.run !== run) return 'left';
  await jobs.stop(kind, name);
  return 'stopped';
}

const closeClients = (clients: AwsClients) => clients.destroy();
