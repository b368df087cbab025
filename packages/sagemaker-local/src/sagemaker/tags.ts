import { AwsError, type Handlers, type TagStore } from '../contracts.ts';
import type { SagemakerState } from './state.ts';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface TagsInput {
  readonly ResourceArn: string;
  readonly Tags?: readonly Tag[];
  readonly TagKeys?: readonly string[];
}

/** The kind of record behind each kind of ARN that takes tags, and the member that holds its ARN. */
const tagged: Readonly<Record<string, readonly [kind: string, arnMember: string]>> = {
  'training-job': ['training-job', 'TrainingJobArn'],
  'processing-job': ['processing-job', 'ProcessingJobArn'],
  model: ['model', 'ModelArn'],
  'endpoint-config': ['endpoint-config', 'EndpointConfigArn'],
  endpoint: ['endpoint', 'EndpointArn'],
  'model-package-group': ['model-package-group', 'ModelPackageGroupArn'],
  'model-package': ['model-package', 'ModelPackageArn'],
};

/** The most tags a resource carries. */
const mostTags = 50;

export function tagHandlers({ store, tags }: SagemakerState): Handlers {
  return {
    async AddTags({ ResourceArn, Tags = [] }: TagsInput) {
      requireTaggable(ResourceArn);
      const merged = mergeTags(tags.get(ResourceArn), Tags);
      tags.set(ResourceArn, merged);
      return { Tags: merged };
    },
    async ListTags({ ResourceArn }: TagsInput) {
      requireTaggable(ResourceArn);
      return { Tags: tags.get(ResourceArn) };
    },
    async DeleteTags({ ResourceArn, TagKeys = [] }: TagsInput) {
      requireTaggable(ResourceArn);
      const left = tags.get(ResourceArn).filter(({ Key }) => !TagKeys.includes(Key));
      tags.set(ResourceArn, left);
      return {};
    },
  };

  function requireTaggable(arn: string): void {
    const [kind = '', ...name] = (arn.split(':')[5] ?? '').split('/');
    if (kind === 'model-package' && name.length > 1) throw packagesTakeNoTags();
    const [recordKind = '', arnMember = ''] = tagged[kind] ?? [];
    const records = recordKind === '' ? [] : store.records<Record<string, unknown>>(recordKind).list();
    if (!records.some(({ value }) => value[arnMember] === arn)) {
      throw new AwsError('ValidationException', `Could not find a resource with the ARN ${arn}.`);
    }
  }
}

/** Keeps the tags that a Create request carries. */
export function putTags(tags: TagStore, arn: string, input: object): void {
  const given = (input as { readonly Tags?: readonly Tag[] }).Tags ?? [];
  tags.set(arn, mergeTags([], given));
}

/** Versions take the tags of their group. */
export const packagesTakeNoTags = () =>
  new AwsError('ValidationException', 'Tags are not allowed on a model package version: tag its model package group.');

function mergeTags(present: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const merged = new Map([...present, ...added].map(({ Key, Value }) => [Key, { Key, Value }]));
  if (merged.size > mostTags) throw new AwsError('ValidationException', `A resource carries at most ${mostTags} tags.`);
  return [...merged.values()];
}
