import { readFileSync } from 'node:fs';
import { createEngine } from '../engine/index.ts';
import { type FaultRule, faultRule } from '../faults/rules.ts';
import type { ForeignS3 } from '../store/foreign-objects.ts';
import { type Connection, forgetConnection, publishConnection, readIdentity, version } from './connection.ts';
import { realClock } from './real-clock.ts';
import { takeServerLock } from './server-lock.ts';
import { startService } from './service.ts';

export interface ServeOptions {
  readonly home: string;
  readonly cache: string;
  /** 0 for the port of the last run when it is free, else any. */
  readonly port: number;
  /** File with a fault rule or a list of them. */
  readonly faults?: string;
  readonly strict: boolean;
  /** Address of the S3 that holds the objects of jobs and models; this server's own when absent. */
  readonly s3?: string;
  readonly report: (error: unknown) => void;
}

/** A server that holds its home's lock. */
export interface RunningServer {
  readonly connection: Connection;
  stop(): Promise<void>;
}

/** Starts the server of a home in this process; undefined when another process already serves it. */
export async function serve(options: ServeOptions): Promise<RunningServer | undefined> {
  const { home } = options;
  const lock = takeServerLock(home);
  if (lock === undefined) return undefined;
  // Whoever wrote this is dead: it would still hold the lock.
  forgetConnection(home);
  const identity = readIdentity(home);
  const startedAt = new Date(realClock.now()).toISOString();
  // The last run's port first, so that clients find a restarted server where it was; somebody else may have it by now.
  const ports = options.port === 0 ? [identity.port, 0] : [options.port];
  const health = { pid: process.pid, startedAt, version };
  const service = await startService({ ...settings(options), ports, accessKeyId: identity.accessKeyId, health });
  return {
    connection: publishConnection(home, identity, service.port, startedAt),
    async stop() {
      await service.close();
      forgetConnection(home);
      lock.release();
    },
  };
}

function settings({ home, cache, strict, report, faults, s3 }: ServeOptions) {
  return {
    home,
    cache,
    strict,
    report,
    faults: faults === undefined ? [] : faultFile(faults),
    clock: realClock,
    createEngine,
    ...(s3 === undefined ? {} : { s3: { url: s3, ...s3Access() } }),
  };
}

/** By the variables that every AWS client knows. Throws when there is no key. */
function s3Access(): Omit<ForeignS3, 'url'> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION = 'us-east-1' } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new Error('--s3 needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  const session = AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {};
  return { region: AWS_REGION, accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, ...session };
}

function faultFile(file: string): readonly FaultRule[] {
  const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (Array.isArray(given) ? given : [given]).map(faultRule);
}
