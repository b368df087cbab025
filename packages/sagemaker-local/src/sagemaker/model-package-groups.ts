import { AwsError, type Handlers } from '../contracts.ts';
import { accountId, sagemakerArn } from '../wire/identity.ts';
import { echoed, epochSeconds } from './describe.ts';
import { type ListInput, pageOf } from './listing.ts';
import type { SagemakerState } from './state.ts';
import { putTags } from './tags.ts';

/** The Describe record of a group. */
export interface GroupRecord {
  readonly ModelPackageGroupName: string;
  readonly ModelPackageGroupArn: string;
  readonly ModelPackageGroupDescription?: string;
  readonly CreationTime: number;
  readonly CreatedBy: object;
  readonly ModelPackageGroupStatus: string;
}

interface GroupInput {
  readonly ModelPackageGroupName: string;
}

export function modelPackageGroupHandlers({ store, tags, clock }: SagemakerState): Handlers {
  const groups = store.records<GroupRecord>('model-package-group');
  const packages = store.records<{ readonly ModelPackageGroupName?: string }>('model-package');
  return {
    async CreateModelPackageGroup(input: GroupInput) {
      const { ModelPackageGroupName: name } = input;
      const arn = sagemakerArn('model-package-group', name);
      if (groups.get(name) !== undefined)
        throw new AwsError('ValidationException', `Model Package Group already exists: ${arn}`);
      putTags(tags, arn, input);
      groups.put(name, {
        ...echoed({ ...input }, 'DescribeModelPackageGroupOutput'),
        ModelPackageGroupName: name,
        ModelPackageGroupArn: arn,
        CreationTime: epochSeconds(clock.now()),
        CreatedBy: {},
        ModelPackageGroupStatus: 'Completed',
      });
      return { ModelPackageGroupArn: arn };
    },
    DescribeModelPackageGroup: async ({ ModelPackageGroupName }: GroupInput) => ({
      ...existing(ModelPackageGroupName),
    }),
    async DeleteModelPackageGroup({ ModelPackageGroupName }: GroupInput) {
      const group = existing(ModelPackageGroupName);
      if (packages.list().some(({ value }) => value.ModelPackageGroupName === group.ModelPackageGroupName)) {
        throw new AwsError(
          'ConflictException',
          `Model Package Group ${group.ModelPackageGroupArn} still has model packages.`,
        );
      }
      tags.delete(group.ModelPackageGroupArn);
      groups.delete(group.ModelPackageGroupName);
      return {};
    },
    async ListModelPackageGroups(input: ListInput) {
      const listed = groups
        .list()
        .map(({ name, value }) => ({ name, created: value.CreationTime, summary: summaryOf(value) }));
      const { summaries, next } = pageOf(listed, input, false);
      return { ModelPackageGroupSummaryList: summaries, ...next };
    },
  };

  function existing(nameOrArn: string): GroupRecord {
    return requireGroup(store, nameOrArn);
  }
}

/** A group by name or ARN. Throws AwsError ValidationException. */
export function requireGroup(store: SagemakerState['store'], nameOrArn: string): GroupRecord {
  const name = nameOrArn.split('/').at(-1) ?? nameOrArn;
  const groups = store.records<GroupRecord>('model-package-group');
  // An ARN carries the name in lower case.
  const group = groups.get(name) ?? groups.list().find(({ value }) => value.ModelPackageGroupArn === nameOrArn)?.value;
  if (group === undefined) {
    throw new AwsError(
      'ValidationException',
      `ModelPackageGroup ${sagemakerArn('model-package-group', name)} does not exist in account ${accountId}.`,
    );
  }
  return group;
}

const summaryOf = (group: GroupRecord) => echoed({ ...group }, 'ModelPackageGroupSummary');
