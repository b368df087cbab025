import { AwsError } from '../contracts.ts';
import { accountId, region } from '../wire/identity.ts';
import type { SagemakerState } from './state.ts';

/** The Describe record of a model package, stored under `<group>/<version>` or, outside a group, under its name. */
export interface PackageRecord {
  readonly ModelPackageName: string;
  readonly ModelPackageArn: string;
  readonly ModelPackageGroupName?: string;
  readonly ModelPackageVersion?: number;
  readonly CreationTime: number;
  readonly ModelApprovalStatus?: string;
  readonly CustomerMetadataProperties?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

export const packageRecords = (store: SagemakerState['store']) => store.records<PackageRecord>('model-package');

/** `…:model-package/<name>` or `…:model-package/<group>/<version>`, in lower case. */
export function packageArn(recordName: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:model-package/${recordName.toLowerCase()}`;
}

/** A package by ARN, versioned or not, or by name. Throws AwsError ValidationException. */
export function requirePackage(
  store: SagemakerState['store'],
  nameOrArn: string,
): { name: string; value: PackageRecord } {
  const records = packageRecords(store);
  const named = records.get(nameOrArn);
  if (named !== undefined) return { name: nameOrArn, value: named };
  const found = records.list().find(({ value }) => value.ModelPackageArn === nameOrArn);
  if (found !== undefined) return found;
  const arn = nameOrArn.startsWith('arn:') ? nameOrArn : packageArn(nameOrArn);
  throw new AwsError('ValidationException', `ModelPackage ${arn} does not exist.`);
}
