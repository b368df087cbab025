import { AwsError } from '../contracts.ts';

/**
 * Refuses what SageMaker does and this engine does not, rather than run something else than was asked for.
 * Throws AwsError `ValidationException` when `asked`.
 */
export function refuse(asked: boolean, what: string): void {
  if (asked) throw new AwsError('ValidationException', `sagemaker-local does not run ${what}.`);
}
