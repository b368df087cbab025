import {
  type BuiltImage,
  type Clock,
  type ContainerOptions,
  type ImageRequest,
  type Images,
  MlopsError,
  type Progress,
} from '@mlops-actions/core';
import { systemClock } from '../node/clock.ts';
import { baseDigests } from './base-digests.ts';
import { buildAndPush } from './build-and-push.ts';
import type { BuildPlan } from './build-arguments.ts';
import { type BuildContext, buildContext } from './build-context.ts';
import { contentKey, keyTag } from './content-key.ts';
import { dockerConfig, knownLogin } from './docker-config.ts';
import { baseImages } from './dockerfile.ts';
import { dockerfileAdvice } from './dockerfile-advice.ts';
import { parseImageName } from './image-name.ts';
import { inspectImage } from './inspect-image.ts';
import type { RegistryAccess, RegistryLogin } from './registry-access.ts';
import { type Manifest, type RegistryClient, registryClient } from './registry-client.ts';
import { setTags } from './set-tags.ts';

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

/**
 * Container images, built by docker and kept in a registry. An image of the same content that the registry has is found and
 * not built again. `build` throws DOCKERFILE_MISSING, IMAGE_CONTEXT_INVALID, DOCKER_MISSING, REGISTRY_LOGIN_FAILED,
 * BUILD_FAILED, PUSH_DENIED, REPOSITORY_MISSING, TAG_IMMUTABLE_CONFLICT, REGISTRY_UNAVAILABLE, MEDIA_TYPE_UNSUPPORTED,
 * PLATFORM_MISMATCH, DIGEST_MISMATCH.
 */
export function dockerImages(place: DockerPlace): Images {
  return {
    build: (request) => build(request, place),
    reference: async (repository, digest) =>
      `${(await place.access.login()).registry}/${repository.toLowerCase()}@${digest}`,
  };
}

/** What is wanted, every default filled in, and where it goes. */
interface Wanted {
  readonly options: ContainerOptions & Required<Pick<ContainerOptions, 'platform' | 'for' | 'buildArgs' | 'labels'>>;
  readonly context: BuildContext;
  readonly login: RegistryLogin;
  readonly repository: string;
  readonly key: string;
}

const withDefaults = (options: ContainerOptions = {}): Wanted['options'] => ({
  platform: 'linux/amd64',
  for: 'sagemaker',
  buildArgs: {},
  labels: {},
  ...options,
});

async function build(request: ImageRequest, place: DockerPlace): Promise<BuiltImage> {
  const wanted = await prepare(request, place);
  const { options, login, repository, key } = wanted;
  const client = registryClient(login, retryPorts(place));
  const there = await client.manifest(repository, keyTag(key));
  const found = options.force === true ? undefined : there;
  const { manifest, attempts } =
    found === undefined ? await push(wanted, client, there, place) : { manifest: found, attempts: 0 };
  const name = `${login.registry}/${repository}`;
  const expected = { reference: `${name}@${manifest.digest}`, platform: options.platform, for: options.for };
  const image = await inspectImage(client, repository, manifest, expected);
  await setTags(client, repository, options.tags ?? [], manifest);
  return {
    reference: expected.reference,
    unchanged: attempts === 0,
    summary: `${wanted.context.files} files, ${image.layers} layers, ${megabytes(image.sizeBytes)} MB, ${image.platform}`,
    container: {
      registry: login.registry,
      repository,
      tag: options.tags?.[0] ?? keyTag(key),
      contentKey: key,
      sizeBytes: image.sizeBytes,
      layers: image.layers,
      mediaType: image.mediaType,
      platform: image.platform,
      pushAttempts: attempts,
    },
  };
}

async function prepare(request: ImageRequest, place: DockerPlace): Promise<Wanted> {
  const options = withDefaults(request.container);
  const context = await buildContext(request, place.root, place.home);
  const warn = (text: string) => place.progress({ type: 'warning', step: 'image', text });
  for (const advice of dockerfileAdvice(context.dockerfileText)) warn(`${context.dockerfile}:${advice}`);
  const given = await place.access.login();
  const login = given.username === undefined ? { ...given, ...(await knownLogin(given.registry)) } : given;
  const repository = options.repository ?? request.model.toLowerCase();
  await place.access.ensureRepository?.(repository, { create: options.createRepository ?? false });
  const bases = await baseDigests(
    baseImages(context.dockerfileText, options.buildArgs),
    async (registry) => loginOf(registry, login) ?? { registry, ...(await knownLogin(registry)) },
    (image, reason) =>
      warn(`The digest of the base image ${image} is not known (${reason}), so a new one is not noticed.`),
    retryPorts(place),
  );
  const { platform, buildArgs, labels, target } = options;
  const key = contentKey({
    dockerfile: context.dockerfile,
    files: context.digest,
    ...(target === undefined ? {} : { target }),
    platform,
    buildArgs,
    labels,
    bases,
  });
  return { options, context, login, repository, key };
}

/** A password of ECR opens the registries of every account that lets the role in, where SageMaker's base images are. */
function loginOf(registry: string, login: RegistryLogin): RegistryLogin | undefined {
  const isEcr = (host: string) => /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(host);
  return registry === login.registry || (isEcr(registry) && isEcr(login.registry)) ? { ...login, registry } : undefined;
}

async function push(
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

async function logIn(config: Awaited<ReturnType<typeof dockerConfig>>, { login, context, options }: Wanted) {
  if (login.username === undefined) return;
  const bases = baseImages(context.dockerfileText, options.buildArgs).map((image) => parseImageName(image).registry);
  const registries = new Set([login.registry, ...bases.filter((registry) => loginOf(registry, login) !== undefined)]);
  for (const registry of registries) await config.login(registry, login);
}

const retryPorts = ({ clock = systemClock, signal }: DockerPlace) => ({ clock, signal });

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
