import type { MlopsConfig } from '../config/types.ts';
import { buildImage } from './build-image.ts';
import { checkData } from './check-data.ts';
import { requireOwnRegistry } from './own-registry.ts';
import type { Ports } from './ports.ts';
import { type RegisteredModel, registerJudged } from './register-judged.ts';
import type { RegisteredPackage, TrainResult } from './results.ts';
import { trainModel } from './train-model.ts';
import { validateModel } from './validate-model.ts';

export interface TrainOptions {
  /** Start jobs anew although equal ones have completed. */
  readonly rerun?: 'train' | 'validate' | 'all';
  /** Name of the destination, for reports. */
  readonly destination: string;
}

/**
 * The train stage: data → image → training → scoring → gates → register. Idempotent: a second run with the same inputs creates
 * nothing. A gate that says no is a result (`rejected`), not an error.
 */
export async function trainStage(config: MlopsConfig, options: TrainOptions, ports: Ports): Promise<TrainResult> {
  requireOwnRegistry(config);
  const data = await checkData(config, ports);
  const image = await buildImage(config, ports);
  const retrain = { rerun: options.rerun === 'train' || options.rerun === 'all' };
  const training = await trainModel(config, data.channels, image.reference, retrain, ports);
  const rerun = options.rerun === 'validate' || options.rerun === 'all';
  const judged = await validateModel(config, { data, training }, { rerun }, ports);
  const registered = judged.blocks
    ? undefined
    : await registerJudged(config, { training, gateId: judged.gateId }, ports);
  return {
    outcome: registered === undefined ? 'rejected' : registered.adopted ? 'unchanged' : 'registered',
    model: config.model,
    destination: options.destination,
    data: { channels: data.channels, heldOut: data.heldOut },
    image,
    training,
    verdict: judged.verdict,
    report: judged.report,
    ...(registered === undefined ? {} : { package: packageOf(registered) }),
    records: { ...judged.files, gate: judged.record, lineage: registered?.lineage ?? judged.lineage },
  };
}

const packageOf = ({ lineage: _record, ...pkg }: RegisteredModel): RegisteredPackage => pkg;
