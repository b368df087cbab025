import { digestOf } from '../domain/canonical.ts';
import type { HeldOut } from './held-out.ts';
import type { CheckedData } from './results.ts';

/** sha256 hex over everything a run reads: channels by name and content, held-out rows, their labels. */
export const dataDigest = ({ channels, heldOut }: CheckedData, labels: HeldOut['labels']): string =>
  digestOf({
    channels: Object.fromEntries(channels.map(({ name, digest }) => [name, digest])),
    heldOut: heldOut.digest,
    labels,
  });
