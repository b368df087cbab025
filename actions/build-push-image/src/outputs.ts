import type { ActionResult } from '@mlops-actions/action-kit';
import { type BuiltImage, imageDigest, imageSummary } from '@mlops-actions/core';
import type { ImageOutput } from './inputs.ts';

/** Every output of the action and its summary. */
export function toResult(model: string, image: BuiltImage): ActionResult<ImageOutput> {
  const { reference, unchanged, container } = image;
  return {
    outputs: {
      status: unchanged ? 'unchanged' : 'built',
      image: reference,
      'image-digest': imageDigest(reference),
      repository: container?.repository ?? repositoryOf(reference),
      registry: container?.registry,
      tag: container?.tag,
      'content-key': container?.contentKey,
      'size-bytes': container?.sizeBytes.toString(),
      'media-type': container?.mediaType,
      platform: container?.platform,
      'push-attempts': container?.pushAttempts.toString(),
    },
    summary: imageSummary(model, image),
  };
}

const repositoryOf = (reference: string): string => reference.split('@')[0] ?? reference;
