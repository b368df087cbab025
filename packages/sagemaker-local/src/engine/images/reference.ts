/** The bucket that holds process images, by digest like an OCI registry. */
export const imageBucket = 'sagemaker-local-images';

/** A process image by digest, the only kind of image this engine runs. */
export interface ImageReference {
  readonly model: string;
  /** Lower-case hex of the manifest's sha256. */
  readonly hex: string;
}

/** An image that cannot be run, for a reason the caller of the API can do something about. */
export class ImageError extends Error {}

/** Parses `local/<model>@sha256:<hex>`. Throws {@link ImageError} that says what runs here for every other form. */
export function parseImageReference(image: string): ImageReference {
  const match = /^local\/([^@:]+)@sha256:([0-9a-f]{64})$/.exec(image);
  if (match?.[1] !== undefined && match[2] !== undefined) return { model: match[1], hex: match[2] };
  throw new ImageError(
    `CannotStartContainerError: ${image} is not a process image. Only process images, local/<model>@sha256:<digest>, ` +
      'run here; container images from a registry need SageMaker itself.',
  );
}
