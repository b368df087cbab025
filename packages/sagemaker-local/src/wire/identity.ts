/** The account that everything here belongs to. */
export const accountId = '000000000000';
export const region = 'us-east-1';

/** `arn:aws:sagemaker:us-east-1:000000000000:<kind>/<name>`; SageMaker's ARNs carry the name in lower case. */
export function sagemakerArn(kind: string, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name.toLowerCase()}`;
}
