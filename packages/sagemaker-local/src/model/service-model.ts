import logs from './logs.json' with { type: 'json' };
import sagemaker from './sagemaker.json' with { type: 'json' };
import runtime from './sagemaker-runtime.json' with { type: 'json' };
import sts from './sts.json' with { type: 'json' };

/** A member of a structure, or the element, key or value of a collection. */
export interface Member {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
  readonly idempotencyToken?: boolean;
}

/** One shape with its constraints; `min` and `max` count characters, elements or the value itself, by type. */
export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly union?: boolean;
  /** Of an exception: its name on the wire when that is not the shape's, and its status. */
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export interface Operation {
  readonly input?: string;
  readonly output?: string;
  readonly errors: readonly string[];
}

/** The part of botocore's service model that is served here (see NOTICE). */
export interface ServiceModel {
  readonly metadata: { readonly serviceId: string; readonly apiVersion: string; readonly targetPrefix: string | null };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export type ModelledService = 'sagemaker' | 'logs' | 'sts' | 'runtime';

export const serviceModels: Readonly<Record<ModelledService, ServiceModel>> = {
  sagemaker: sagemaker as unknown as ServiceModel,
  logs: logs as unknown as ServiceModel,
  sts: sts as unknown as ServiceModel,
  runtime: runtime as unknown as ServiceModel,
};

/** The named shape. A missing one is a defect of the cut, so it throws a plain Error. */
export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`The model of ${model.metadata.serviceId} has no shape ${name}.`);
  return shape;
}
