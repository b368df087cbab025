import { type Entry, entry } from './entry.ts';

/** Building and finding images. */
export const imageErrors = {
  IMAGE_CONTEXT_INVALID: entry(
    'user',
    (d: { readonly context: string; readonly reason: string }) =>
      `The build context "${d.context}" cannot become an image: ${d.reason}.`,
    'Correct image.context or image.requirements in mlops.yml, or the .dockerignore beside the context.',
  ),
  DOCKERFILE_MISSING: entry(
    'user',
    (d: { readonly context: string; readonly dockerfile: string }) =>
      `There is no Dockerfile at "${d.dockerfile}" in the build context "${d.context}".`,
    'Write one, or name another with image.dockerfile in mlops.yml or the input "dockerfile"; the page of this code shows a complete one.',
  ),
  DOCKER_MISSING: entry(
    'user',
    (d: { readonly reason: string }) => `A container image needs docker, which does not work here: ${d.reason}.`,
    'Run the step where docker and its daemon are, e.g. on ubuntu-latest, or set DOCKER_HOST. The destination local needs no docker.',
  ),
  REGISTRY_LOGIN_FAILED: entry(
    'user',
    (d: { readonly registry: string; readonly reason: string }) =>
      `The registry ${d.registry} refused the login: ${d.reason}.`,
    'Check the inputs "registry", "username" and "password"; a token needs the right to write images.',
  ),
  BUILD_FAILED: entry(
    'user',
    (d: { readonly dockerfile: string; readonly exitCode: number; readonly lastLines: readonly string[] }) =>
      `docker could not build ${d.dockerfile} (exit code ${d.exitCode}):${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the last lines above; the whole output was printed while it was built. Nothing was pushed.',
  ),
  PUSH_DENIED: entry(
    'user',
    (d: { readonly reference: string; readonly reason: string }) => `${d.reference} could not be pushed: ${d.reason}.`,
    'Check that the repository exists and that the login may write to it; on ECR the role needs the rights of build-push-image.',
  ),
  REGISTRY_UNAVAILABLE: entry(
    'remote',
    (d: { readonly what: string; readonly attempts: number; readonly reason: string }) =>
      `${d.what} failed ${d.attempts} times, although each was worth another try: ${d.reason}.`,
    'The registry is throttling or down. Run the step again later; layers that arrived are not sent again.',
  ),
  MEDIA_TYPE_UNSUPPORTED: entry(
    'user',
    (d: { readonly reference: string; readonly mediaType: string }) =>
      `${d.reference} has the media type ${d.mediaType}, which SageMaker does not run.`,
    'Build one image without attestations and with docker media types, as this action does; "for: generic" accepts the image as it is.',
  ),
  PLATFORM_MISMATCH: entry(
    'user',
    (d: { readonly reference: string; readonly found: string; readonly wanted: string }) =>
      `${d.reference} is an image for ${d.found}, not for ${d.wanted}.`,
    'Set "platform" to what the machines have, and take a base image that exists for it.',
  ),
  DIGEST_MISMATCH: entry(
    'remote',
    (d: { readonly reference: string; readonly found: string; readonly wanted: string }) =>
      `The registry answers ${d.found} for ${d.reference}, which was pushed as ${d.wanted}.`,
    'Another run pushed the same tag at this moment, or something between docker and the registry rewrites images. Run the step again.',
  ),
  PYTHON_NOT_FOUND: entry(
    'user',
    (d: { readonly reason: string }) => `No usable Python 3 was found on PATH: ${d.reason}.`,
    'Install Python 3.9 or newer with venv and pip, and run the command again.',
  ),
} as const satisfies Record<string, Entry<never>>;
