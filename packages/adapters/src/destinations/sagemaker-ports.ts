import { type Images, type JobKind, modelCard, type Pace, type Ports, reportHtml } from '@mlops-actions/core';
import type { AwsClients } from '../aws/clients.ts';
import { awsEndpoints } from '../aws/endpoints.ts';
import { awsJobs } from '../aws/jobs.ts';
import { awsModels } from '../aws/models.ts';
import { awsObjects } from '../aws/objects.ts';
import { systemClock } from '../node/clock.ts';
import { workspace } from '../node/workspace.ts';
import { type ConnectedPorts, type PortOptions, recordsFolder, type StopOutcome } from './options.ts';

/** What destinations that speak SageMaker's API do not have in common. */
export interface SageMakerPlace {
  readonly destination: string;
  readonly clients: AwsClients;
  /** Of the environment whose registry is used, when that is another one. */
  readonly registry?: AwsClients;
  readonly bucket: string;
  readonly images: Images;
  readonly placement: Omit<Ports['placement'], 'tags'>;
  readonly pace: Pace;
}

/** The ports of a place that speaks SageMaker's API. */
export function sageMakerPorts(place: SageMakerPlace, options: PortOptions): ConnectedPorts {
  const { clients, placement } = place;
  const tags = runTags(options);
  const jobs = awsJobs(clients);
  const files = workspace(options.root, recordsFolder(options));
  return {
    destination: place.destination,
    jobs,
    objects: awsObjects(
      clients.s3,
      place.bucket,
      files,
      placement.kmsKey === undefined ? {} : { kmsKey: placement.kmsKey },
    ),
    models: awsModels((place.registry ?? clients).sagemaker, tags),
    endpoints: awsEndpoints(clients, systemClock),
    images: place.images,
    clock: systemClock,
    progress: options.progress,
    reports: { html: reportHtml, modelCard },
    signal: options.signal,
    placement: { ...placement, tags },
    pace: place.pace,
    stopJob: (kind, job) => stopJob(jobs, kind, job, options.run.runId),
    close: async () => {
      clients.destroy();
      place.registry?.destroy();
    },
  };
}

/** The user's tags first: none of them can take the place of one of ours. */
function runTags({ run, config }: Pick<PortOptions, 'run' | 'config'>): Readonly<Record<string, string>> {
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
  if (state.status === 'Stopping') return 'stopping';
  if (state.status !== 'InProgress') return 'already-terminal';
  if (state.run !== run) return 'left';
  await jobs.stop(kind, name);
  return 'stopped';
}
