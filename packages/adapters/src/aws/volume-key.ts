import type { Placement } from '@mlops-actions/core';

/**
 * Types with disks of their own, which their hardware encrypts: SageMaker refuses a volume key for them. Families with a `d`
 * behind the generation (m5d, c6gd …), G4 to G6, P4 to P6 and Trainium.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html
 */
const LOCAL_STORAGE = /^ml\.(?:(?:g[456]|gr6|p[456]|trn\d)\w*|[a-z]+\d+[a-z]*d[a-z]*)\./;

/** A volume of a job takes the id or the ARN of a key and no alias, unlike every other place. */
export const isAlias = (kmsKey: string): boolean => /^alias\/|:alias\//.test(kmsKey);

/** The key of the volumes of a job, or undefined where the service would refuse it. */
export function volumeKey({ kmsKey }: Pick<Placement, 'kmsKey'>, instanceTypes: readonly string[]): string | undefined {
  if (kmsKey === undefined || isAlias(kmsKey)) return undefined;
  return instanceTypes.some((type) => LOCAL_STORAGE.test(type)) ? undefined : kmsKey;
}
