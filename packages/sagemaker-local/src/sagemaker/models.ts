import { AwsError, type Handlers } from '../contracts.ts';
import { sagemakerArn } from '../wire/identity.ts';
import { requireArtifact } from './artifact.ts';
import { echoed, epochSeconds } from './describe.ts';
import { type ListInput, pageOf } from './listing.ts';
import type { SagemakerState } from './state.ts';
import { putTags } from './tags.ts';

/** The Describe record of a model. */
interface ModelRecord {
  readonly ModelName: string;
  readonly ModelArn: string;
  readonly CreationTime: number;
}

interface ContainerInput {
  readonly ModelDataUrl?: string;
  readonly ModelDataSource?: { readonly S3DataSource?: { readonly S3Uri: string } };
}

interface CreateModelInput {
  readonly ModelName: string;
  readonly PrimaryContainer?: ContainerInput;
  readonly Containers?: readonly ContainerInput[];
}

/** Models: a name for containers and their data. SageMaker looks for the data when the model is made, and so does this. */
export function modelHandlers(state: SagemakerState): Handlers {
  const { store, tags, clock } = state;
  const models = store.records<ModelRecord>('model');
  return {
    async CreateModel(input: CreateModelInput) {
      const arn = sagemakerArn('model', input.ModelName);
      const containers = [input.PrimaryContainer, ...(input.Containers ?? [])].filter(
        (container) => container !== undefined,
      );
      if (containers.length === 0)
        throw new AwsError('ValidationException', 'A model needs a PrimaryContainer or Containers.');
      for (const { ModelDataUrl } of containers)
        if (ModelDataUrl !== undefined) await requireArtifact(state.objects, ModelDataUrl);
      // Nothing is waited for between this question and the record: of two calls at once one is refused.
      if (models.get(input.ModelName) !== undefined)
        throw new AwsError('ValidationException', `Cannot create already existing model "${arn}".`);
      putTags(tags, arn, input);
      models.put(input.ModelName, {
        ...echoed({ ...input }, 'DescribeModelOutput'),
        ModelName: input.ModelName,
        ModelArn: arn,
        CreationTime: epochSeconds(clock.now()),
      });
      return { ModelArn: arn };
    },
    DescribeModel: async ({ ModelName }: CreateModelInput) => ({ ...existing(ModelName) }),
    async DeleteModel({ ModelName }: CreateModelInput) {
      tags.delete(existing(ModelName).ModelArn);
      models.delete(ModelName);
      return {};
    },
    async ListModels(input: ListInput) {
      const listed = models.list().map(({ name, value: { ModelName, ModelArn, CreationTime } }) => ({
        name,
        created: CreationTime,
        summary: { ModelName, ModelArn, CreationTime },
      }));
      const { summaries, next } = pageOf(listed, input, true);
      return { Models: summaries, ...next };
    },
  };

  function existing(name: string): ModelRecord {
    const model = models.get(name);
    if (model === undefined)
      throw new AwsError('ValidationException', `Could not find model "${sagemakerArn('model', name)}".`);
    return model;
  }
}
