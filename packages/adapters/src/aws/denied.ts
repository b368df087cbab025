import { isMlopsError, type MlopsError } from '@mlops-actions/core';

/** Every service has its own word for "your role may not"; a HEAD has no body to say it in, so there it is the status. */
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|AuthorizationError|Forbidden|403)$/;
const WORDLESS = /^Unknown(Error)?$/;

/** True for an error code, with its HTTP status, by which IAM refuses. */
export const isDenial = (awsCode: string, status: number | undefined): boolean =>
  DENIED.test(awsCode) || (status === 403 && WORDLESS.test(awsCode));

/** True for a call that IAM refused. */
export const isDenied = (error: unknown): error is MlopsError<'AWS_CALL_FAILED'> =>
  isMlopsError(error, 'AWS_CALL_FAILED') && isDenial(error.details.awsCode, undefined);
