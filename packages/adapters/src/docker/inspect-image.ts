import { MlopsError } from '@mlops-actions/core';
import type { Manifest, RegistryClient } from './registry-client.ts';

/** What SageMaker runs; the value is Docker's "image manifest version 2, schema 2". */
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

export interface InspectedImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly platform: string;
  readonly layers: number;
  /** Compressed bytes of configuration and layers. */
  readonly sizeBytes: number;
}

export interface Wanted {
  readonly reference: string;
  readonly platform: string;
  readonly for: 'sagemaker' | 'generic';
}

interface Blob {
  readonly digest: string;
  readonly size: number;
}

/** Looks at what the registry really has. Throws MEDIA_TYPE_UNSUPPORTED, PLATFORM_MISMATCH. */
export async function inspectImage(
  client: RegistryClient,
  repository: string,
  manifest: Manifest,
  wanted: Wanted,
): Promise<InspectedImage> {
  const { digest, mediaType } = manifest;
  if (wanted.for === 'sagemaker' && mediaType !== DOCKER_MANIFEST)
    throw new MlopsError('MEDIA_TYPE_UNSUPPORTED', { reference: wanted.reference, mediaType });
  const { config, layers = [] } = JSON.parse(Buffer.from(manifest.bytes).toString()) as {
    readonly config?: Blob;
    readonly layers?: readonly Blob[];
  };
  // An index of several images has no configuration of its own.
  if (config === undefined) return { digest, mediaType, platform: wanted.platform, layers: 0, sizeBytes: 0 };
  const platform = platformOf(await client.config(repository, config.digest));
  if (platform !== wanted.platform && !wanted.platform.startsWith(`${platform}/`))
    throw new MlopsError('PLATFORM_MISMATCH', {
      reference: wanted.reference,
      found: platform,
      wanted: wanted.platform,
    });
  const sizeBytes = layers.reduce((sum, { size }) => sum + size, config.size);
  return { digest, mediaType, platform, layers: layers.length, sizeBytes };
}

function platformOf(config: unknown): string {
  const { os, architecture } = config as { readonly os?: string; readonly architecture?: string };
  return `${os ?? 'unknown'}/${architecture ?? 'unknown'}`;
}
