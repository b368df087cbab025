import { type Clock, type ContainerOptions, MlopsError, type Progress } from '@mlops-actions/core';
import { systemClock } from '../node/clock.ts';
import { buildAndPush } from './build-and-push.ts';
import type { BuildPlan } from './build-arguments.ts';
import type { BuildContext } from './build-context.ts';
import { keyTag } from './content-key.ts';
import { type DockerConfig, dockerConfig } from './docker-config.ts';
import { baseImages } from './dockerfile.ts';
import { parseImageName } from './image-name.ts';
import type { RegistryAccess, RegistryLogin } from './registry-access.ts';
import type { Manifest, RegistryClient } from './registry-client.ts';

export interface DockerPlace {
  /** Folder that contexts are relative to. */
  readonly root: string;
  /** For a docker configuration of our own; never part of an image. */
  readonly home: string;
  readonly access: RegistryAccess;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** The wall clock when absent. */
  readonly clock?: Clock;
}

/** What is wanted, every default filled in, and where it goes. */
export interface Wanted {
  readonly options: ContainerOptions & Required<Pick<ContainerOptions, 'platform' | 'for' | 'buildArgs' | 'labels'>>;
  readonly context: BuildContext;
  readonly login: RegistryLogin;
  readonly repository: string;
  readonly key: string;
}

/**
 * Builds the image and pushes it under the tag of its content, then reads back what the registry has. `there` is an earlier
 * image of the same content. Throws DOCKER_MISSING, REGISTRY_LOGIN_FAILED, BUILD_FAILED, PUSH_DENIED, REGISTRY_UNAVAILABLE,
 * DIGEST_MISMATCH.
 */
export async function pushImage(
  wanted: Wanted,
  client: RegistryClient,
  there: Manifest | undefined,
  place: DockerPlace,
): Promise<{ manifest: Manifest; attempts: number }> {
  const { repository, key, context } = wanted;
  const tag = there === undefined ? keyTag(key) : await freeTag(client, repository, keyTag(key));
  const plan = planOf(wanted, tag);
  const ports = retryPorts(place);
  const config = await dockerConfig(place.home, ports);
  try {
    await logIn(config, wanted);
    const pushed = await buildAndPush(plan, context.tar, config.folder, {
      ...ports,
      environment: config.environment,
      onLine: (line) => place.progress({ type: 'log', step: 'image', line }),
    });
    const manifest = await client.manifest(repository, tag);
    if ('refused' in pushed) {
      // Another run was first with the same content, and the tag is final: its image is as good.
      if (manifest !== undefined) return { manifest, attempts: pushed.attempts };
      throw new MlopsError('PUSH_DENIED', { reference: plan.reference, reason: pushed.refused });
    }
    if (manifest?.digest !== pushed.digest) {
      const found = manifest?.digest ?? 'nothing';
      throw new MlopsError('DIGEST_MISMATCH', { reference: plan.reference, found, wanted: pushed.digest });
    }
    if (there !== undefined && !(await client.tag(repository, keyTag(key), manifest))) warnOfForced(place, tag);
    return { manifest, attempts: pushed.attempts };
  } finally {
    await config.remove();
  }
}

const planOf = ({ options, context, login, repository }: Wanted, tag: string): BuildPlan => ({
  reference: `${login.registry}/${repository}:${tag}`,
  dockerfile: context.dockerfile,
  ...(options.target === undefined ? {} : { target: options.target }),
  platform: options.platform,
  buildArgs: options.buildArgs,
  labels: options.labels,
  for: options.for,
});

/** A build that was forced is another image of the same content, and final tags cannot be given twice. */
async function freeTag(client: RegistryClient, repository: string, tag: string): Promise<string> {
  for (let number = 2; ; number += 1) {
    const candidate = `${tag}-${number}`;
    if ((await client.manifest(repository, candidate)) === undefined) return candidate;
  }
}

const warnOfForced = ({ progress }: DockerPlace, tag: string) =>
  progress({
    type: 'warning',
    step: 'image',
    text: `The tags of this repository are final: the new image is "${tag}", and a run without force finds the earlier one.`,
  });

async function logIn(config: DockerConfig, { login, context, options }: Wanted) {
  if (login.username === undefined) return;
  const bases = baseImages(context.dockerfileText, options.buildArgs).map((image) => parseImageName(image).registry);
  const registries = new Set([login.registry, ...bases.filter((registry) => loginOf(registry, login) !== undefined)]);
  for (const registry of registries) await config.login(registry, login);
}

/** A password of ECR opens the registries of every account that lets the role in, where SageMaker's base images are. */
export function loginOf(registry: string, login: RegistryLogin): RegistryLogin | undefined {
  const isEcr = (host: string) => /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(host);
  return registry === login.registry || (isEcr(registry) && isEcr(login.registry)) ? { ...login, registry } : undefined;
}

/** The clock and the signal of every wait. */
export const retryPorts = ({ clock = systemClock, signal }: DockerPlace) => ({ clock, signal });
