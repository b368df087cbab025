import { MlopsError } from '@mlops-actions/core';
import type { Manifest, RegistryClient } from './registry-client.ts';

/**
 * Gives an image its tags; one that names it already is left alone, because registries with final tags refuse even that.
 * Throws TAG_IMMUTABLE_CONFLICT, PUSH_DENIED.
 */
export async function setTags(
  client: RegistryClient,
  repository: string,
  tags: readonly string[],
  manifest: Manifest,
): Promise<void> {
  for (const tag of tags) {
    const names = async () => (await client.manifest(repository, tag))?.digest;
    if ((await names()) === manifest.digest || (await client.tag(repository, tag, manifest))) continue;
    const found = await names();
    if (found === manifest.digest) continue;
    if (found === undefined)
      throw new MlopsError('PUSH_DENIED', {
        reference: `${repository}:${tag}`,
        reason: 'the registry refuses the tag',
      });
    throw new MlopsError('TAG_IMMUTABLE_CONFLICT', { repository, tag, found, wanted: manifest.digest });
  }
}
