import type { AwsError } from '../contracts.ts';
import { type ServiceModel, shapeOf } from './service-model.ts';
import { problemsOf } from './validate.ts';

/**
 * Codes any operation may answer without declaring them: AWS's common errors, which SageMaker's own model leaves out
 * (ValidationException above all), and what its front end says before an operation is reached.
 */
const commonErrors: ReadonlySet<string> = new Set([
  'ValidationException',
  'SerializationException',
  'UnknownOperationException',
  'ThrottlingException',
  'InternalFailure',
  'ServiceUnavailable',
  'AccessDeniedException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'MissingAuthenticationTokenException',
]);

/** What AWS's model holds against an answer of ours; empty when it could have come from AWS. */
export function answerViolations(model: ServiceModel, operation: string, output: unknown): readonly string[] {
  const shape = model.operations[operation]?.output;
  if (shape === undefined) return isEmpty(output) ? [] : [`${operation} declares no output`];
  return problemsOf(model, shape, output).map(({ path, text }) =>
    text.includes(`'${path}'`) ? text : `${path} ${text}`,
  );
}

/** An error that the operation does not declare, or with another status, is as foreign to a client as an unknown member. */
export function errorViolations(model: ServiceModel, operation: string, error: AwsError): readonly string[] {
  if (commonErrors.has(error.type)) return [];
  const names = model.operations[operation]?.errors ?? [];
  const name = names.find((candidate) => (shapeOf(model, candidate).error?.code ?? candidate) === error.type);
  if (name === undefined) return [`${operation} does not declare the error ${error.type}`];
  const status = shapeOf(model, name).error?.httpStatusCode ?? error.status;
  return status === error.status ? [] : [`${error.type} has the status ${status}, not ${error.status}`];
}

const isEmpty = (output: unknown) => typeof output === 'object' && output !== null && Object.keys(output).length === 0;
