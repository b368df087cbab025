import { type ServiceModel, serviceModels, shapeOf } from '../model/service-model.ts';

const model: ServiceModel = serviceModels.sagemaker;

/** The members of a request that the named output declares too: what a Describe echoes. Tags are never among them. */
export function echoed(input: Readonly<Record<string, unknown>>, outputShape: string): Record<string, unknown> {
  const declared = shapeOf(model, outputShape).members ?? {};
  return Object.fromEntries(Object.entries(input).filter(([name]) => name in declared && name !== 'Tags'));
}

/** Epoch seconds with milliseconds, as SageMaker writes its dates. */
export const epochSeconds = (epochMs: number) => Math.floor(epochMs) / 1_000;
