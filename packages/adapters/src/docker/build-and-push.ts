import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MlopsError } from '@mlops-actions/core';
import { type BuildPlan, buildxArguments, classicBuildArguments } from './build-arguments.ts';
import { pushRefusal } from './push-refusal.ts';
import { type RetryPorts, retried, type Try } from './retry.ts';
import { type DockerResult, type DockerRun, runDocker } from './run-docker.ts';

/** `refused`: the registry did not take the tag, with its words; it may be there already. */
export type Pushed =
  | { readonly digest: string; readonly attempts: number }
  | { readonly refused: string; readonly attempts: number };

type Outcome = { readonly digest: string } | { readonly refused: string };

export interface PushPorts extends RetryPorts {
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

const LAST_LINES = 20;

/**
 * Builds the context and pushes it: with buildx where it is, else with the builder of dockerd. Only what a wait may cure is
 * tried again, and then without building anew. `folder` is for a temporary file.
 * Throws DOCKER_MISSING, BUILD_FAILED, PUSH_DENIED, REGISTRY_UNAVAILABLE.
 */
export async function buildAndPush(plan: BuildPlan, tar: Buffer, folder: string, ports: PushPorts): Promise<Pushed> {
  await daemonAnswers(ports);
  return (await hasBuildx(ports)) ? withBuildx(plan, tar, folder, ports) : withDaemon(plan, tar, ports);
}

async function daemonAnswers({ environment, signal }: PushPorts): Promise<void> {
  const { code, lines } = await runDocker(['version', '--format', '{{.Server.Version}}'], { environment, signal });
  if (code !== 0) throw new MlopsError('DOCKER_MISSING', { reason: lines.at(-1) ?? 'the daemon does not answer' });
}

const hasBuildx = async ({ environment, signal }: PushPorts): Promise<boolean> =>
  (await runDocker(['buildx', 'version'], { environment, signal })).code === 0;

async function withBuildx(plan: BuildPlan, input: Buffer, folder: string, ports: PushPorts): Promise<Pushed> {
  const file = join(folder, 'metadata.json');
  const args = buildxArguments(plan, file);
  try {
    const { value, attempts } = await retried<Outcome>(
      `docker buildx build of ${plan.reference}`,
      async () => {
        const result = await runDocker(args, told(ports, { input }));
        if (result.code === 0) return { value: { digest: await digestIn(file) } };
        // The builder keeps its layers, so another try repeats what failed and nothing before it.
        return /failed to push|failed to authorize|failed to copy/i.test(text(result))
          ? refusal(plan.reference, result)
          : mayBeCured(plan, result);
      },
      ports,
    );
    return { ...value, attempts };
  } finally {
    await rm(file, { force: true });
  }
}

async function digestIn(file: string): Promise<string> {
  const metadata = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
  return metadata['containerimage.digest'] ?? '';
}

async function withDaemon(plan: BuildPlan, input: Buffer, ports: PushPorts): Promise<Pushed> {
  const { environment } = ports;
  // A docker that has BuildKit by default refuses to build without buildx, unless it is told to do without both.
  const classic = { ...environment, DOCKER_BUILDKIT: '0' };
  const what = `docker build of ${plan.reference}`;
  await retried<undefined>(
    what,
    async () => {
      const built = await runDocker(classicBuildArguments(plan), told({ ...ports, environment: classic }, { input }));
      return built.code === 0 ? { value: undefined } : mayBeCured(plan, built);
    },
    ports,
  );
  const { value, attempts } = await retried<Outcome>(
    `docker push ${plan.reference}`,
    async () => {
      const pushed = await runDocker(['push', plan.reference], told(ports));
      const [, digest] = /digest: (sha256:[0-9a-f]{64})/.exec(text(pushed)) ?? [];
      return pushed.code === 0 && digest !== undefined ? { value: { digest } } : refusal(plan.reference, pushed);
    },
    ports,
  );
  return { ...value, attempts };
}

const told = ({ environment, onLine, signal }: PushPorts, more: DockerRun = {}): DockerRun => ({
  environment,
  onLine,
  signal,
  ...more,
});

/** A base image that its registry did not hand over now; everything else is a mistake in the Dockerfile. */
function mayBeCured({ dockerfile }: BuildPlan, result: DockerResult): Try<never> {
  const [reason = ''] = result.lines.slice(-1);
  if (pushRefusal(reason) === 'transient' && /manifest|registry|pull|resolve|metadata/i.test(reason))
    return { retry: reason };
  throw new MlopsError('BUILD_FAILED', {
    dockerfile,
    exitCode: result.code,
    lastLines: result.lines.slice(-LAST_LINES),
  });
}

function refusal(reference: string, result: DockerResult): Try<{ readonly refused: string }> {
  const reason = result.lines.at(-1) ?? `docker ended with exit code ${result.code}`;
  switch (pushRefusal(reason)) {
    case 'transient':
      return { retry: reason };
    case 'denied':
      throw new MlopsError('PUSH_DENIED', { reference, reason });
    case 'immutable':
    case 'other':
      return { value: { refused: reason } };
  }
}

const text = ({ lines }: DockerResult): string => lines.join('\n');
