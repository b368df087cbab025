import { ListTagsCommand, type SageMakerClient, type VpcConfig } from '@aws-sdk/client-sagemaker';
import { defined, type Placement } from '@mlops-actions/core';
import { call } from './call.ts';

/** What our tags say of a resource; all are absent for one we did not make. */
export interface OurTags {
  readonly spec?: string;
  readonly run?: string;
  readonly model?: string;
}

export const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export async function ourTags(client: SageMakerClient, arn: string): Promise<OurTags> {
  const answer = await call('ListTags', () => client.send(new ListTagsCommand({ ResourceArn: arn })));
  const value = (key: string) => answer.Tags?.find((tag) => tag.Key === key)?.Value;
  return defined({ spec: value('mlops:spec'), run: value('mlops:run'), model: value('mlops:model') });
}

/** Reads tags of resources by ARN. */
export type TagReader = (arn: string) => Promise<OurTags>;

/** Tags of a resource of ours never change, and a job is looked at for hours: they are asked for once. */
export function rememberTags(client: SageMakerClient): TagReader {
  const known = new Map<string, OurTags>();
  return async (arn) => {
    const found = known.get(arn) ?? (await ourTags(client, arn));
    if (found.spec !== undefined) known.set(arn, found);
    return found;
  };
}

export function network(placement: Pick<Placement, 'subnets' | 'securityGroups'>): VpcConfig | undefined {
  if (placement.subnets === undefined || placement.securityGroups === undefined) return undefined;
  return { Subnets: [...placement.subnets], SecurityGroupIds: [...placement.securityGroups] };
}

export const times = (start: Date | undefined, end: Date | undefined) => ({
  ...(start === undefined ? {} : { startedAt: start.getTime() }),
  ...(end === undefined ? {} : { endedAt: end.getTime() }),
});
