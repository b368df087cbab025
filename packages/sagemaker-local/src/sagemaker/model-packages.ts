import type { Handlers } from '../contracts.ts';
import { createModelPackage } from './create-model-package.ts';
import { echoed, epochSeconds } from './describe.ts';
import { type ListInput, pageOf } from './listing.ts';
import { requireGroup } from './model-package-groups.ts';
import { type PackageRecord, packageRecords, requirePackage } from './model-package-record.ts';
import type { SagemakerState } from './state.ts';

interface PackageInput {
  readonly ModelPackageName: string;
}

interface UpdateInput {
  readonly ModelPackageArn: string;
  readonly CustomerMetadataProperties?: Readonly<Record<string, string>>;
  readonly CustomerMetadataPropertiesToRemove?: readonly string[];
  readonly AdditionalInferenceSpecificationsToAdd?: readonly unknown[];
}

interface ListPackagesInput extends ListInput {
  readonly ModelApprovalStatus?: string;
  readonly ModelPackageGroupName?: string;
  readonly ModelPackageType?: 'Versioned' | 'Unversioned' | 'Both';
}

export function modelPackageHandlers(state: SagemakerState): Handlers {
  const { store, tags, clock } = state;
  const packages = packageRecords(store);
  return {
    CreateModelPackage: createModelPackage(state),
    DescribeModelPackage: async ({ ModelPackageName }: PackageInput) => ({
      ...requirePackage(store, ModelPackageName).value,
    }),
    async UpdateModelPackage(input: UpdateInput) {
      const { name, value } = requirePackage(store, input.ModelPackageArn);
      packages.put(name, { ...updated(value, input), LastModifiedTime: epochSeconds(clock.now()) });
      return { ModelPackageArn: value.ModelPackageArn };
    },
    async DeleteModelPackage({ ModelPackageName }: PackageInput) {
      const { name, value } = requirePackage(store, ModelPackageName);
      tags.delete(value.ModelPackageArn);
      packages.delete(name);
      return {};
    },
    async ListModelPackages(input: ListPackagesInput) {
      const listed = chosen(input).map((value) => ({
        name: nameOf(value),
        created: value.CreationTime,
        summary: summaryOf(value),
      }));
      const { summaries, next } = pageOf(listed, input, false);
      return { ModelPackageSummaryList: summaries, ...next };
    },
  };

  /** With no group and no type, only packages outside any group: SageMaker's default. */
  function chosen(input: ListPackagesInput): readonly PackageRecord[] {
    const group = input.ModelPackageGroupName && requireGroup(store, input.ModelPackageGroupName).ModelPackageGroupName;
    const type = input.ModelPackageType ?? (group === undefined ? 'Unversioned' : 'Versioned');
    const status = input.ModelApprovalStatus;
    return packages
      .list()
      .map(({ value }) => value)
      .filter((value) => type === 'Both' || (value.ModelPackageVersion !== undefined) === (type === 'Versioned'))
      .filter((value) => group === undefined || value.ModelPackageGroupName === group)
      .filter((value) => status === undefined || value.ModelApprovalStatus === status);
  }
}

/** An update replaces the members it carries and leaves the others, the approval above all; properties merge by key. */
function updated(present: PackageRecord, input: UpdateInput): PackageRecord {
  const removed = new Set(input.CustomerMetadataPropertiesToRemove ?? []);
  const merged = Object.entries({ ...present.CustomerMetadataProperties, ...input.CustomerMetadataProperties });
  const properties = Object.fromEntries(merged.filter(([key]) => !removed.has(key)));
  const additional = [
    ...((present['AdditionalInferenceSpecifications'] as unknown[] | undefined) ?? []),
    ...(input.AdditionalInferenceSpecificationsToAdd ?? []),
  ];
  return {
    ...present,
    ...echoed({ ...input }, 'DescribeModelPackageOutput'),
    ModelPackageArn: present.ModelPackageArn,
    ...(merged.length === 0 ? {} : { CustomerMetadataProperties: properties }),
    ...(additional.length === 0 ? {} : { AdditionalInferenceSpecifications: additional }),
  };
}

/** Versions sort by number within their group. */
const nameOf = ({ ModelPackageName, ModelPackageVersion }: PackageRecord) =>
  `${ModelPackageName}/${ModelPackageVersion ?? ''}`;

const summaryOf = (value: PackageRecord) => echoed(value, 'ModelPackageSummary');
