import { AwsError, type RecordStore } from '../../contracts.ts';
import { arnOf, type Owner } from '../arn.ts';
import { refuse } from '../refuse.ts';
import type { ContainerDefinition, ModelRecord } from './record.ts';

/** An archive to unpack, or a prefix whose objects are the model's files. */
export interface ModelData {
  readonly uri: string;
  readonly form: 'archive' | 'prefix' | 'object';
}

export interface ResolvedContainer {
  readonly image: string;
  readonly modelData: ModelData | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** The one container of a model, a model package's included. Throws AwsError `ValidationException` without one. */
export function containerOf(store: RecordStore, modelName: string, owner: Owner): ResolvedContainer {
  const model = store.records<ModelRecord>('model').get(modelName);
  if (model === undefined) {
    throw new AwsError('ValidationException', `Could not find model "${arnOf('model', modelName, owner)}".`);
  }
  const containers = model.PrimaryContainer === undefined ? (model.Containers ?? []) : [model.PrimaryContainer];
  refuse(containers.length !== 1, 'models of several containers');
  const container = withPackage(store, containers[0] ?? {});
  refuse(container.Mode === 'MultiModel', 'multi-model containers');
  refuse(container.Image === undefined, 'models without an Image');
  return { image: container.Image ?? '', modelData: modelDataOf(container), environment: container.Environment ?? {} };
}

interface PackageRecord {
  readonly ModelPackageArn: string;
  readonly InferenceSpecification?: { readonly Containers: readonly ContainerDefinition[] };
}

/** A model made from a package takes image and data from there; its own environment comes on top. */
function withPackage(store: RecordStore, container: ContainerDefinition): ContainerDefinition {
  const name = container.ModelPackageName;
  if (name === undefined) return container;
  const found = store
    .records<PackageRecord>('model-package')
    .list()
    .find(({ value }) => value.ModelPackageArn === name);
  const packaged = found?.value.InferenceSpecification?.Containers[0];
  if (packaged === undefined) throw new AwsError('ValidationException', `Could not find model package "${name}".`);
  return { ...packaged, ...container, Environment: { ...packaged.Environment, ...container.Environment } };
}

function modelDataOf(container: ContainerDefinition): ModelData | undefined {
  const source = container.ModelDataSource?.S3DataSource;
  if (source === undefined) {
    return container.ModelDataUrl === undefined ? undefined : { uri: container.ModelDataUrl, form: 'archive' };
  }
  if (source.CompressionType === 'Gzip') return { uri: source.S3Uri, form: 'archive' };
  return { uri: source.S3Uri, form: source.S3DataType === 'S3Prefix' ? 'prefix' : 'object' };
}
