import { createHash } from 'node:crypto';
import { AwsError, type Handler } from '../contracts.ts';
import { echoed, epochSeconds } from './describe.ts';
import { requireGroup } from './model-package-groups.ts';
import { packageArn, packageRecords } from './model-package-record.ts';
import type { SagemakerState } from './state.ts';
import { packagesTakeNoTags, putTags } from './tags.ts';

interface CreateInput {
  readonly ModelPackageName?: string;
  readonly ModelPackageGroupName?: string;
  readonly ClientToken?: string;
  readonly Tags?: readonly unknown[];
  readonly ModelApprovalStatus?: string;
}

/** What a client token was first used for. */
interface TokenRecord {
  readonly request: string;
  readonly name: string;
}

/** Where a package goes: the next version of a group, or a name of its own. */
interface Place {
  readonly name: string;
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * The service numbers the versions of a group and never gives a number twice. A client token is written before its
 * package: a retry after a kill in between makes that package and not a second one.
 */
export function createModelPackage(state: SagemakerState): Handler {
  const { store, clock, tags } = state;
  const packages = packageRecords(store);
  const tokens = store.records<TokenRecord>('model-package-token');
  const counters = store.records<number>('model-package-counter');

  return async (input: CreateInput) => {
    const request = digestOf(input);
    const used = input.ClientToken === undefined ? undefined : tokens.get(input.ClientToken);
    if (used !== undefined && used.request !== request) {
      throw new AwsError('ConflictException', 'The client token was already used for a request with other parameters.');
    }
    const place = placeOf(input, used?.name);
    if (input.ClientToken !== undefined) tokens.put(input.ClientToken, { request, name: place.name });
    if (packages.get(place.name) === undefined) create(input, place);
    return { ModelPackageArn: packageArn(place.name) };
  };

  function placeOf(input: CreateInput, known: string | undefined): Place {
    const { ModelPackageName: name, ModelPackageGroupName: group } = input;
    if (group !== undefined && name === undefined) return versionOf(input, group, known);
    if (name === undefined || group !== undefined) {
      throw new AwsError('ValidationException', 'Give either ModelPackageName or ModelPackageGroupName.');
    }
    if (known === undefined && packages.get(name) !== undefined) {
      throw new AwsError('ConflictException', `Cannot create already existing model package "${packageArn(name)}".`);
    }
    return { name, members: { ModelPackageName: name } };
  }

  function versionOf(input: CreateInput, nameOrArn: string, known: string | undefined): Place {
    if ((input.Tags ?? []).length > 0) throw packagesTakeNoTags();
    const { ModelPackageGroupName: group } = requireGroup(store, nameOrArn);
    const version = known === undefined ? (counters.get(group) ?? 0) + 1 : Number(known.split('/').at(-1));
    if (known === undefined) counters.put(group, version);
    const members = {
      ModelPackageName: group,
      ModelPackageGroupName: group,
      ModelPackageVersion: version,
      ModelApprovalStatus: input.ModelApprovalStatus ?? 'PendingManualApproval',
    };
    return { name: `${group}/${version}`, members };
  }

  function create(input: CreateInput, { name, members }: Place): void {
    const arn = packageArn(name);
    if (members['ModelPackageGroupName'] === undefined) putTags(tags, arn, input);
    packages.put(name, {
      ...echoed({ ...input }, 'DescribeModelPackageOutput'),
      ModelPackageName: name,
      ...members,
      ModelPackageArn: arn,
      CreationTime: epochSeconds(clock.now()),
      ModelPackageStatus: 'Completed',
      ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
    });
  }
}

function digestOf({ ClientToken: _, ...request }: CreateInput): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
