import { isMlopsError, type MlopsError } from '@mlops-actions/core';

/** Every service has its own word for "your role may not". */
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|Forbidden|AuthorizationError)$/;

/** True for a call that IAM refused. */
export const isDenied = (error: unknown): error is MlopsError<'AWS_CALL_FAILED'> =>
  isMlopsError(error, 'AWS_CALL_FAILED') && DENIED.test(error.details.awsCode);
