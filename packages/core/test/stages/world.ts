import { createHash } from 'node:crypto';
import { bytesSource } from '@mlops-actions/evaluation';
import { MlopsError } from '../../src/domain/errors.ts';
import type { JobRequest, Placement } from '../../src/domain/job-spec.ts';
import type { JobState, Jobs, Objects, Ports, ProgressEvent } from '../../src/stages/ports.ts';
import { steppedClock } from './stepped-clock.ts';

interface WorldOptions {
  readonly run?: string;
  /** At which observation, counted from the first that found nothing, a job ends. */
  readonly endsAt?: number;
}

/** Destination in memory that keeps state and refuses what the service refuses. */
export function world(options: WorldOptions = {}) {
  const objects = new Map<string, string>();
  const jobs = new Map<string, JobState>();
  const calls: string[] = [];
  const events: ProgressEvent[] = [];
  const outcomes: Partial<JobState>[] = [];
  const abort = new AbortController();
  const tags = options.run === undefined ? {} : { 'mlops:run': options.run };
  const ports = {
    clock: steppedClock(),
    signal: abort.signal,
    reports: { html: () => '<!doctype html>', modelCard: () => '# Model card' },
    progress: (event: ProgressEvent) => void events.push(event),
    placement: { role: 'arn:aws:iam::000000000000:role/test', tags },
    jobs: memoryJobs(jobs, objects, calls, outcomes, options.endsAt ?? 3),
    objects: memoryObjects(objects),
  } as unknown as Ports;
  return { ports, objects, jobs, calls, events, outcomes, abort };
}

export const failure = (awsCode: string, transient: boolean) =>
  new MlopsError('AWS_CALL_FAILED', { operation: 'Create', awsCode, awsMessage: 'said the service', transient });

function memoryJobs(
  jobs: Map<string, JobState>,
  objects: Map<string, string>,
  calls: string[],
  outcomes: Partial<JobState>[],
  endsAt: number,
): Jobs {
  const seen = new Map<string, number>();
  return {
    start: async (name: string, request: JobRequest, placement: Placement) => {
      calls.push(`Create ${name}`);
      if (jobs.has(name)) throw failure('ResourceInUse', false);
      const run = placement.tags['mlops:run'];
      jobs.set(name, {
        name,
        status: 'InProgress',
        spec: placement.tags['mlops:spec'] ?? '',
        ...(run === undefined ? {} : { run }),
      });
      void request;
    },
    observe: async (_kind, name) => {
      const job = jobs.get(name);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      if (job?.status !== 'InProgress' || (seen.get(name) ?? 0) < endsAt) return job;
      const artefactUri = `s3://bucket/jobs/${name}/model.tar.gz`;
      const ended: JobState = {
        ...job,
        status: 'Completed',
        artefactUri,
        startedAt: 0,
        endedAt: 2_000,
        ...outcomes.shift(),
      };
      if (ended.status === 'Completed') objects.set(artefactUri, name);
      jobs.set(name, ended);
      return ended;
    },
    stop: async (_kind, name) => {
      calls.push(`Stop ${name}`);
      const job = jobs.get(name);
      if (job !== undefined) jobs.set(name, { ...job, status: 'Stopped' });
    },
    logs: async (_kind, name, cursor) => ({
      lines: cursor['s'] === undefined ? [{ stream: 's', at: 0, message: `hello from ${name}` }] : [],
      cursor: { s: '1' },
    }),
  };
}

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

function memoryObjects(objects: Map<string, string>): Objects {
  const uri = (key: string) => `s3://bucket/${key}`;
  const encode = (text: string) => new TextEncoder().encode(text);
  const text = (content: Uint8Array | { readonly file: string }) =>
    'file' in content ? (objects.get(content.file) ?? '') : new TextDecoder().decode(content);
  return {
    uri,
    read: async (location) => (objects.has(location) ? encode(objects.get(location) ?? '') : undefined),
    open: async (location) => {
      const held = objects.get(location);
      return held === undefined ? undefined : bytesSource(location, held);
    },
    exists: async (location) => objects.has(location),
    digest: async (location) => sha256Hex(objects.get(location) ?? ''),
    files: async (path) => [...objects.keys()].filter((key) => key === path || key.startsWith(`${path}/`)).sort(),
    store: async (key, content) => {
      if (objects.has(uri(key))) return false;
      objects.set(uri(key), text(content));
      return true;
    },
    claim: async (key, content) => {
      if (objects.has(uri(key))) return objects.get(uri(key)) === content;
      objects.set(uri(key), content);
      return true;
    },
    copy: async (from, key) => void objects.set(uri(key), objects.get(from) ?? ''),
    fingerprint: async (location) => {
      const found = [...objects].filter(([key]) => key.startsWith(location)).sort();
      return found.length === 0 ? undefined : { digest: sha256Hex(JSON.stringify(found)), bytes: found.length };
    },
    list: async (prefix) =>
      [...objects.keys()]
        .filter((key) => key.startsWith(uri(prefix)))
        .map((key) => key.slice(uri('').length))
        .sort(),
    publish: async (name, content) => {
      objects.set(uri(`records/${name}`), content);
      return `/records/${name}`;
    },
    write: async (path, content) => void objects.set(path, content),
  };
}
