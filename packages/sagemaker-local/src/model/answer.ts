import type { ServiceModel } from './service-model.ts';
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

/** An error code that the operation does not declare is as foreign to a client as an unknown member. */
export function errorViolations(model: ServiceModel, operation: string, type: string): readonly string[] {
  const declared = model.operations[operation]?.errors ?? [];
  return declared.includes(type) || commonErrors.has(type) ? [] : [`${operation} does not declare the error ${type}`];
}

const isEmpty = (output: unknown) => typeof output === 'object' && output !== null && Object.keys(output).length === 0;
