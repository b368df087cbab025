import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MlopsError } from '@mlops-actions/core';

export interface DockerResult {
  readonly code: number;
  /** Both streams in the order they came, without empty lines. */
  readonly lines: readonly string[];
}

export interface DockerRun {
  /** For standard input, e.g. a build context or a password; nothing when absent. */
  readonly input?: Uint8Array | string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sees each line while docker works. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs the docker of PATH. Throws DOCKER_MISSING when it cannot start; a failure of docker is a result. */
export async function runDocker(args: readonly string[], run: DockerRun = {}): Promise<DockerResult> {
  const child = spawn('docker', [...args], {
    env: { ...process.env, ...run.environment },
    stdio: 'pipe',
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
  const lines: string[] = [];
  const read = [child.stdout, child.stderr].map((stream) => readLines(stream, lines, run.onLine));
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => reject(startFailure(cause, run.signal)));
    child.on('close', (code) => resolve(code ?? 1));
  });
  // docker that ends early closes its input; its exit code tells why, the broken pipe does not.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input ?? '');
  const [code] = await Promise.all([ended, ...read]);
  return { code, lines };
}

async function readLines(stream: NodeJS.ReadableStream, lines: string[], onLine: DockerRun['onLine']): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    if (line.trim() === '') continue;
    lines.push(line);
    onLine?.(line);
  }
}

function startFailure(cause: Error, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  return new MlopsError('DOCKER_MISSING', { reason: cause.message }, { cause });
}
