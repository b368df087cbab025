import type { RequestContext } from '../contracts.ts';

/** `arn:aws:sagemaker:<region>:<account>:<kind>/<name>`; SageMaker's ARNs carry the name in lower case. */
export function arnOf(kind: string, name: string, { region, accountId }: Owner): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name.toLowerCase()}`;
}

export type Owner = Pick<RequestContext, 'region' | 'accountId'>;

/** Region and account of an ARN. */
export function ownerOf(arn: string): Owner {
  const [region = '', accountId = ''] = arn.split(':').slice(3, 5);
  return { region, accountId };
}
