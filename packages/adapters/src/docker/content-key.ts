import { canonicalJson, sha256 } from '@mlops-actions/core';

/** Everything that a container image is made of, as far as the repository and its registries tell. */
export interface ImageContent {
  /** Its path; its text is one of the files. */
  readonly dockerfile: string;
  /** sha256 hex of the files: paths, contents and executable bits in order. */
  readonly files: string;
  readonly target?: string;
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Base image → its digest, or the name itself when nobody would tell. */
  readonly bases: Readonly<Record<string, string>>;
}

/**
 * sha256 hex that names an image by what it is made of; equal content gives equal keys on every machine. What RUN fetches
 * without a lock is not in it.
 */
export const contentKey = (content: ImageContent): string =>
  sha256(canonicalJson({ schema: 'container-image-v1', ...content, target: content.target ?? null }));

/** A tag holds 128 characters; 160 bits of the key are plenty. */
export const keyTag = (key: string): string => `key-${key.slice(0, 40)}`;
