import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JobError } from '../jobs/job-error.ts';
import type { ProcessingJob } from './record.ts';

/** The directory that stands for `/opt/ml` during a processing job. */
export interface ProcessingBaseDir {
  readonly root: string;
  readonly messageFile: string;
  readonly failureFile: string;
  /** Where a LocalPath of the request is on this machine. */
  local(path: string | undefined): string;
}

/** Writes `config/processingjobconfig.json` and `config/resourceconfig.json` below `root`, as SageMaker does. */
export async function makeProcessingBaseDir(root: string, job: ProcessingJob): Promise<ProcessingBaseDir> {
  const config = join(root, 'config');
  for (const folder of [config, join(root, 'processing'), join(root, 'output')])
    await mkdir(folder, { recursive: true });
  await writeFile(join(config, 'processingjobconfig.json'), JSON.stringify(jobConfig(job)));
  await writeFile(join(config, 'resourceconfig.json'), JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1'] }));
  return {
    root,
    messageFile: join(root, 'output', 'message'),
    failureFile: join(root, 'output', 'failure'),
    local: (path) => localPath(root, path),
  };
}

function jobConfig(job: ProcessingJob): Partial<ProcessingJob> {
  const { ProcessingJobStatus: _status, CreationTime: _created, LastModifiedTime: _modified, ...config } = job;
  return config;
}

function localPath(root: string, path: string | undefined): string {
  const relative = /^\/opt\/ml\/(.+)$/.exec(path ?? '')?.[1];
  if (relative === undefined || relative.split('/').includes('..')) {
    throw new JobError('ClientError', `LocalPath must begin with /opt/ml/processing/; it is ${path ?? 'missing'}.`);
  }
  return join(root, relative);
}
