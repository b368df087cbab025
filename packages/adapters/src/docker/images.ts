import type { BuiltImage, ContainerOptions, ImageRequest, Images } from '@mlops-actions/core';
import { baseDigests } from './base-digests.ts';
import { buildContext } from './build-context.ts';
import { contentKey, keyTag } from './content-key.ts';
import { knownLogin } from './docker-config.ts';
import { baseImages } from './dockerfile.ts';
import { dockerfileAdvice } from './dockerfile-advice.ts';
import { inspectImage } from './inspect-image.ts';
import { type DockerPlace, loginOf, pushImage, retryPorts, type Wanted } from './push-image.ts';
import { registryClient } from './registry-client.ts';
import { setTags } from './set-tags.ts';

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
    found === undefined ? await pushImage(wanted, client, there, place) : { manifest: found, attempts: 0 };
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

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
