import type { z } from 'zod';
import { defined } from '../domain/defined.ts';
import { parseDuration } from './duration.ts';
import { DEFAULT_HELD_OUT_SHARE, DEFAULT_SPLIT_LOCK } from './infer.ts';
import { normalPath } from './paths.ts';
import type { environment } from './schema/environments.ts';
import type { ConfigFile } from './schema/file.ts';
import { gateOf } from './to-gate.ts';
import { sliceRulesOf } from './to-slices.ts';
import type { Node } from './tree.ts';
import type { ChannelData, Environment, MlopsConfig, TableData } from './types.ts';

/** A completed document in the form that the stages use, frozen. */
export function toConfig(document: ConfigFile, tree: Node, where: Where): MlopsConfig {
  const { train, validate, serve, image } = document;
  return frozen({
    version: document.version,
    model: document.model,
    task: document.task,
    ...defined({ watch: document.watch?.map(normalPath) }),
    data: dataOf(document.data),
    image: {
      context: normalPath(image.context),
      ...defined({ requirements: normalised(image.requirements), dockerfile: normalised(image.dockerfile) }),
    },
    train: {
      script: normalPath(train.script),
      instanceTypes: [train['instance-type']].flat(),
      hyperparameters: train.hyperparameters,
      maxRuntimeSeconds: seconds(train['max-runtime']),
      volumeSizeGb: train['volume-size-gb'],
      ...defined({
        environment: train.environment,
        metrics: train.metrics,
        spot: train.spot === true ? { maxWaitSeconds: maxWait(train) } : undefined,
        checkpoints: train.checkpoints === true ? (true as const) : undefined,
      }),
    },
    validate: {
      script: normalPath(validate.script),
      ...defined({ threshold: validate.threshold }),
      inconclusive: validate.inconclusive,
      firstModel: validate['first-model'],
      mode: validate.mode,
      confidence: validate.confidence,
      exactRows: validate['exact-rows'],
      slices: sliceRulesOf(validate),
      gates: validate.gates.map((gate, index) => gateOf(gate, index, validate, tree)),
    },
    register: document.register,
    serve: {
      script: normalPath(serve.script),
      instanceType: serve['instance-type'],
      instanceCount: serve['instance-count'],
      endpoint: serve.endpoint ?? document.model,
      startupTimeoutSeconds: seconds(serve['startup-timeout']),
      ...defined({ smoke: normalised(serve.smoke) }),
    },
    ...where,
  });
}

/** Where a run happens, and whose versions it deploys. */
export type Where = Pick<MlopsConfig, 'environment' | 'registry'>;

/** Spot capacity may come and go: without a limit of the user's, as much waiting as training. */
const maxWait = (train: ConfigFile['train']): number =>
  train['max-wait'] === undefined ? 2 * seconds(train['max-runtime']) : seconds(train['max-wait']);

/** The environment block in the form that the adapters use. */
export function toEnvironment(name: string, block: z.infer<typeof environment>): Environment {
  const { network } = block;
  return {
    name,
    destination: block.destination ?? 'local',
    ...defined({
      region: block.region,
      assumeRole: block['assume-role'],
      executionRole: block['execution-role'],
      bucket: block.bucket,
      kmsKey: block['kms-key'],
      network: network && { subnets: network.subnets, securityGroups: network['security-groups'] },
    }),
    tags: block.tags ?? {},
  };
}

function dataOf(data: ConfigFile['data']): TableData | ChannelData {
  const { id, group, weight, label = '' } = data.columns ?? {};
  const columns = { ...defined({ id }), label, ...defined({ group, weight }) };
  const positive = data.positive === undefined ? undefined : String(data.positive);
  const common = { columns, ...defined({ positive, schema: normalised(data.schema) }) };
  if (data.table === undefined) {
    const channels = Object.entries(data.channels ?? {}).map(([name, path]) => [name, normalPath(path)]);
    return {
      kind: 'channels',
      channels: Object.fromEntries(channels),
      heldOut: normalPath(data['held-out'] ?? ''),
      ...common,
    };
  }
  return {
    kind: 'table',
    table: normalPath(data.table),
    heldOutShare: data['held-out-share'] ?? DEFAULT_HELD_OUT_SHARE,
    splitLock: normalPath(data['split-lock'] ?? DEFAULT_SPLIT_LOCK),
    ...common,
  };
}

const seconds = (text: string): number => parseDuration(text) ?? 0;

const normalised = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : normalPath(path);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) frozen(child);
    Object.freeze(value);
  }
  return value;
}
