import type { ByteSource } from '@mlops-actions/evaluation';
import { tablesOf } from '../config/model-place.ts';
import { joined } from '../config/paths.ts';
import type { MlopsConfig } from '../config/types.ts';
import type { CandidateFacts, ChampionFacts } from '../domain/judge-request.ts';
import type { RuleChange } from '../domain/report.ts';
import { buildImage } from './build-image.ts';
import { judgeData, type PreparedData } from './check-data.ts';
import type { Ports } from './ports.ts';
import { type RehearsalRequest, rulesConfig, type Side } from './rehearsal-request.ts';
import { asChannels } from './rehearse-data.ts';
import type { TrainedModel } from './results.ts';
import { score } from './score.ts';
import { trainModel } from './train-model.ts';

/** A model of a rehearsal, and what it answers in the image that it was scored in. */
export interface RehearsedModel<Facts> {
  readonly facts: Facts;
  readonly predictions: ByteSource;
}

/** The model of the head, by its own code except for what scores: that is the base's, laid over it. */
export async function candidateOf(
  request: RehearsalRequest,
  data: PreparedData,
  rules: readonly RuleChange[],
): Promise<RehearsedModel<CandidateFacts>> {
  const { head, base } = request;
  const config = { ...head.config, train: { ...head.config.train, ...budget(request) } };
  const exclude = base === undefined ? [] : tablesOf(base.config.data);
  const { reference } = await buildImage(config, head.ports, { exclude });
  const training = await trainModel(config, data.channels, reference, { rerun: false }, head.ports);
  const sameScorer = base === undefined || !rules.some(({ what }) => what === 'scorer');
  const image = sameScorer
    ? reference
    : (await buildImage(config, head.ports, { exclude, replace: scorerOf(base, request.baseFolder) })).reference;
  const predictions = await predictionsOf(request, training, image, data, head.ports);
  return { facts: { digest: training.modelDigest, job: training.name, image }, predictions };
}

/** The model of the base, by its own code and training data; undefined for a model that is new. */
export async function championOf(
  request: RehearsalRequest,
  data: PreparedData,
): Promise<RehearsedModel<ChampionFacts> | undefined> {
  const { base } = request;
  if (base === undefined) return undefined;
  const config = { ...base.config, train: { ...base.config.train, ...budget(request) } };
  const trained = await judgeData({ data: await asChannels({ data: config.data, ports: base.ports }) }, base.ports);
  if (trained.data === undefined) throw trained.failure;
  const { reference: image } = await buildImage(config, base.ports);
  const training = await trainModel(config, trained.data.channels, image, { rerun: false }, base.ports);
  const predictions = await predictionsOf(request, training, image, data, base.ports);
  return { facts: { digest: training.modelDigest, image, source: 'base' }, predictions };
}

async function predictionsOf(
  request: RehearsalRequest,
  training: TrainedModel,
  image: string,
  data: PreparedData,
  ports: Ports,
): Promise<ByteSource> {
  const model = { uri: training.artefactUri, digest: training.modelDigest };
  const config = rulesConfig(request);
  const train = { ...config.train, ...budget(request) };
  return (await score({ ...config, train }, { image, model }, data, false, ports)).predictions;
}

/** Equal means for both: a model is not better because it was given more time or a larger machine. */
function budget(request: RehearsalRequest): Pick<MlopsConfig['train'], 'maxRuntimeSeconds' | 'instanceTypes'> {
  const { maxRuntimeSeconds, instanceTypes } = rulesConfig(request).train;
  return { maxRuntimeSeconds: request.maxRuntimeSeconds ?? maxRuntimeSeconds, instanceTypes };
}

/** Path in the image → file of the base, as seen from the folder of the head's mlops.yml. */
function scorerOf({ config }: Side, baseFolder: string): Readonly<Record<string, string>> {
  const inBase = (path: string) => joined(baseFolder, joined(config.image.context, path));
  return Object.fromEntries([config.validate.script, 'mlops_runtime.py'].map((path) => [path, inBase(path)]));
}
