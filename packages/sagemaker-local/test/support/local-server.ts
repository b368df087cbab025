import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { STSClient } from '@aws-sdk/client-sts';
import type { Engine, EngineDependencies, LocalClock } from '../../src/contracts.ts';
import type { JournalEntry } from '../../src/journal/journal.ts';
import { newAccessKeyId, startService } from '../../src/process/service.ts';
import type { Violation } from '../../src/wire/answer-check.ts';

/** A clock that a test moves by hand. */
export interface SteppedClock extends LocalClock {
  advance(ms: number): void;
}

export function steppedClock(start = Date.parse('2026-01-01T00:00:00Z')): SteppedClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async () => undefined,
  };
}

/** An engine that runs nothing: the wire is tested without programs. */
export function idleEngine(overrides: Partial<Engine> = {}): (deps: EngineDependencies) => Engine {
  return () => ({
    handlers: {},
    invoke: async ({ endpointName, body, contentType, customAttributes }) => ({
      status: 200,
      body: Buffer.concat([Buffer.from(`${endpointName}:`), body]),
      invokedVariant: 'all',
      ...(contentType === undefined ? {} : { contentType }),
      ...(customAttributes === undefined ? {} : { customAttributes }),
    }),
    interrupt: () => undefined,
    recover: async () => undefined,
    close: async () => undefined,
    ...overrides,
  });
}

export interface ServerOptions {
  readonly home?: string;
  readonly clock?: LocalClock;
  readonly strict?: boolean;
  readonly createEngine?: (deps: EngineDependencies) => Engine;
  readonly maxAttempts?: number;
}

export type LocalServer = Awaited<ReturnType<typeof localServer>>;

/** A server in this process on a folder of its own, with clients of the real SDK and the control API. */
export async function localServer(options: ServerOptions = {}) {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'sagemaker-local-'));
  const { clock = steppedClock(), createEngine = idleEngine(), strict = true, maxAttempts = 1 } = options;
  const accessKeyId = newAccessKeyId();
  const reports: unknown[] = [];
  const service = await startService({
    ...{ home, cache: join(home, 'cache'), ports: [0], accessKeyId, clock, createEngine, strict },
    report: (error) => void reports.push(error),
  });
  const endpoint = `http://127.0.0.1:${service.port}`;
  const credentials = { accessKeyId, secretAccessKey: 'not-verified' };
  const settings = { endpoint, region: 'us-east-1', credentials, maxAttempts };
  const clients = {
    sagemaker: new SageMakerClient(settings),
    runtime: new SageMakerRuntimeClient(settings),
    s3: new S3Client(settings),
    logs: new CloudWatchLogsClient(settings),
    sts: new STSClient(settings),
  };
  const control = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${accessKeyId}` };
    const answer = await fetch(`${endpoint}/_local/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await answer.json();
  };
  return {
    home,
    endpoint,
    settings,
    accessKeyId,
    reports,
    ...clients,
    control,
    journal: async () => (await control('GET', 'journal')) as JournalEntry[],
    violations: async () => (await control('GET', 'violations')) as Violation[],
    /** Stops the server and keeps its folder, for a second start. */
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await service.close();
    },
    async close() {
      await this.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The name and the message of what a call throws; fails the test when it throws nothing. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly message: string; readonly status: number | undefined }> {
  const error = await call.then(
    () => undefined,
    (thrown: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) => thrown,
  );
  if (error === undefined) throw new Error('The call was not refused.');
  return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}
