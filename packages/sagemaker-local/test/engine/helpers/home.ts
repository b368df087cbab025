import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { AwsError, EngineDependencies, LocalClock, RequestContext } from '../../../src/contracts.ts';
import { createEngine } from '../../../src/engine/index.ts';
import { answerViolations, errorViolations } from '../../../src/model/answer.ts';
import { acceptedRequest } from '../../../src/model/request.ts';
import { serviceModels } from '../../../src/model/service-model.ts';
import { logStore } from '../../../src/store/log-store.ts';
import { type LocalObjects, localObjects } from '../../../src/store/object-store.ts';
import { recordStore } from '../../../src/store/record-store.ts';
import { tagStore } from '../../../src/store/tag-store.ts';

export const context: RequestContext = { region: 'eu-west-1', accountId: '000000000000', requestId: 'test' };

export const realClock: LocalClock = {
  now: () => Date.now(),
  sleep: (ms, signal) => realSleep(ms, undefined, signal === undefined ? {} : { signal }),
};

/** Environments are shared by all tests of a checkout, as a user's are by all projects. */
export const cacheDir = join(import.meta.dirname, '../../../../../node_modules/.cache/mlops-actions/engine-tests');

export interface Home {
  readonly dir: string;
  readonly deps: EngineDependencies;
  readonly objects: LocalObjects;
  /** Lines of a log group, as `stream: message`. */
  readonly logLines: (group: string) => readonly string[];
  put(bucket: string, key: string, content: string | Buffer): Promise<void>;
}

/** The real stores of the server in a temporary directory, or in one that an earlier home left. */
export function openHome(options: { clock?: LocalClock; dir?: string; cacheDir?: string } = {}): Home {
  const clock = options.clock ?? realClock;
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'engine-'));
  const store = recordStore(join(dir, 'state'));
  const objects = localObjects(dir, store, clock);
  const logs = logStore(join(dir, 'logs'), clock);
  const lines = new Map<string, string[]>();
  for (const bucket of ['data', 'sagemaker-local-images']) {
    if (!objects.bucketExists(bucket)) objects.createBucket(bucket);
  }
  return {
    dir,
    objects,
    deps: {
      store,
      objects,
      clock,
      tags: tagStore(store),
      workDir: join(dir, 'work'),
      cacheDir: options.cacheDir ?? cacheDir,
      logs: {
        append(group, stream, message, timestampMs) {
          logs.append(group, stream, message, timestampMs);
          lines.set(group, [...(lines.get(group) ?? []), `${stream}: ${message}`]);
        },
      },
    },
    logLines: (group) => lines.get(group) ?? [],
    async put(bucket, key, content) {
      const file = join(dir, 'incoming', `${bucket}-${key.replaceAll('/', '_')}`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      await objects.putFile(bucket, key, file);
    },
  };
}

/** Runs `use` with an engine on a fresh home; stops and removes everything afterwards. */
export async function withEngine(
  use: (engine: TestEngine, home: Home) => Promise<void>,
  options: { clock?: LocalClock; cacheDir?: string } = {},
): Promise<void> {
  const home = openHome(options);
  const engine = testEngine(home);
  try {
    await use(engine, home);
  } finally {
    await engine.close();
    rmSync(home.dir, { recursive: true, force: true });
  }
}

export interface TestEngine extends ReturnType<typeof createEngine> {
  /** Calls an operation as the wire does: input and answer are held against AWS's model. */
  call<T = Record<string, unknown>>(operation: string, input: unknown): Promise<T>;
}

export function testEngine(home: Home): TestEngine {
  const engine = createEngine(home.deps);
  return {
    ...engine,
    async call<T>(operation: string, input: unknown) {
      const handler = engine.handlers[operation];
      if (handler === undefined) throw new Error(`no handler for ${operation}`);
      const request = acceptedRequest(model, model.operations[operation]?.input, JSON.parse(JSON.stringify(input)));
      const output = await handler(request, context).catch((error: AwsError) => {
        requireNoViolations(operation, errorViolations(model, operation, error));
        throw error;
      });
      const written: unknown = JSON.parse(JSON.stringify(output));
      requireNoViolations(operation, answerViolations(model, operation, written));
      return written as T;
    },
  };
}

const model = serviceModels.sagemaker;

function requireNoViolations(operation: string, violations: readonly string[]): void {
  if (violations.length > 0) throw new Error(`${operation} broke AWS's model: ${violations.join('; ')}`);
}

/** A clock that stands still until it is advanced. */
export function steppedClock(): LocalClock & { advance(ms: number): void } {
  let now = 1_800_000_000_000;
  const sleepers = new Set<() => void>();
  return {
    now: () => now,
    sleep(ms, signal) {
      const due = now + ms;
      return new Promise((resolve) => {
        const wake = () => {
          if (now < due && !signal?.aborted) return;
          sleepers.delete(wake);
          resolve();
        };
        sleepers.add(wake);
        signal?.addEventListener('abort', wake);
        wake();
      });
    },
    advance(ms) {
      now += ms;
      for (const wake of [...sleepers]) wake();
    },
  };
}

/** Polls until `read` gives a value; the test's own time limit ends a wait that never does. */
export async function eventually<T>(read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await realSleep(20);
  }
}
