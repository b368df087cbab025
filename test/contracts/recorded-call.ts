import { iamActions } from '@mlops-actions/adapters';
import type { Statement } from '../../scripts/iam/policy.ts';

/** A line of the journal of sagemaker-local. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly resource?: string;
}

/** Where a recorded run happened, as the rights call it. */
export const PLACE = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '000000000000',
  BucketName: 'mlops-local',
  KeyArn: 'arn:aws:kms:us-east-1:000000000000:key/none',
  ExecutionRoleArn: 'arn:aws:iam::000000000000:role/sagemaker-local',
  NamePrefix: 'threshold',
  EndpointPrefix: 'threshold',
} as const;

/** What an operation of the adapters asks for, its own right first. Throws for one that they do not know. */
export function rightsOfOperation(operation: string): readonly string[] {
  const rights = (iamActions as Readonly<Record<string, readonly string[] | undefined>>)[operation];
  if (rights === undefined) throw new Error(`${operation} is in no list of rights.`);
  return rights;
}

/** Why a policy does not allow a recorded call, or undefined when it does. */
export function refusal(call: RecordedCall, statements: readonly Statement[]): string | undefined {
  const rights = rightsOfOperation(call.operation);
  const [own] = rights;
  const arns = arnsOf(call, own ?? '');
  if (own === undefined || arns.some((arn) => allows(statements, own, arn))) return undefined;
  return `${own} on ${arns.join(' or ')}, for ${call.operation}`;
}

const allows = (statements: readonly Statement[], action: string, arn: string): boolean =>
  statements.some(
    ({ Action, Resource }) => Action.includes(action) && [Resource].flat().some((pattern) => matches(arn, pattern)),
  );

/** IAM's wildcard, which also stands for slashes. */
const matches = (arn: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\*', '.*')}$`).test(arn);

/** The ARN that IAM compares for a call; several where the journal does not tell which. */
function arnsOf({ service, operation, resource = '' }: RecordedCall, action: string): readonly string[] {
  if (resource.startsWith('arn:')) return [resource];
  if (service === 's3') return [`arn:aws:s3:::${action === 's3:ListBucket' ? resource.split('/')[0] : resource}`];
  if (service === 'logs')
    return logResources(operation, resource).map((name) => `${here('logs')}:log-group:/aws/sagemaker/${name}`);
  return [`${here('sagemaker')}:${typeOf(operation)}/${resource}`];
}

const here = (service: string): string => `arn:aws:${service}:${PLACE['AWS::Region']}:${PLACE['AWS::AccountId']}`;

/** The journal names a stream of a job without its group. */
function logResources(operation: string, resource: string): readonly string[] {
  if (operation === 'DescribeLogStreams') return [resource.replace('/aws/sagemaker/', '')];
  return ['TrainingJobs', 'ProcessingJobs'].map((group) => `${group}:log-stream:${resource}`);
}

/** `CreateModelPackageGroup` → `model-package-group`. */
function typeOf(operation: string): string {
  const noun = operation.replace(/^(Create|Describe|Update|Delete|Stop|List|Invoke)/, '').replace(/s$/, '');
  return noun.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}
