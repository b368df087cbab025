import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { decidingSentences, type Verdict, verdictBlocks } from '../domain/verdict.ts';
import { endLineage } from './lineage.ts';
import { requireOwnRegistry } from './own-registry.ts';
import type { Ports } from './ports.ts';
import { gateRecord } from './records/gate-record.ts';
import { QUALITY_FILE } from './records/model-quality.ts';
import { type RecordPlace, recordKey } from './records/place.ts';
import { readRecord } from './records/read-record.ts';
import { register } from './register.ts';
import type { RegisteredPackage, TrainedModel } from './results.ts';

/** What is to be registered, and the verdict that lets it. */
export interface JudgedModel {
  readonly training: TrainedModel;
  readonly gateId: string;
}

export interface RegisteredModel extends RegisteredPackage {
  /** Local path of lineage.json. */
  readonly lineage: string;
}

/**
 * Registers a model on the verdict that is on record for it, not on anybody's word. Throws REGISTRY_ELSEWHERE, GATE_RECORD_MISSING,
 * GATE_RECORD_INVALID, GATE_REJECTED when the verdict blocks or is about another model, and what the registry throws.
 */
export async function registerJudged(
  config: ConfigParts<'register' | 'serve'>,
  { training, gateId }: JudgedModel,
  ports: Ports,
): Promise<RegisteredModel> {
  requireOwnRegistry(config);
  const place = { model: config.model, training, gateId };
  const verdict = await verdictAt(place, ports);
  const refusals = refusalsOf(verdict, place);
  if (refusals.length > 0) throw new MlopsError('GATE_REJECTED', { model: config.model, sentences: refusals });
  const candidate = {
    modelDigest: training.modelDigest,
    artefactUri: training.artefactUri,
    image: training.image,
    gateId,
    lineage: { spec: training.spec, 'training-job': training.name, ...unenforced(verdict) },
    ...(await quality(place, ports)),
  };
  const registered = await register(config, candidate, ports);
  return { ...registered, lineage: await endLineage(place, registered, ports) };
}

/** A version that no gate could have kept out says so for as long as it is there. */
const unenforced = ({ mode = 'enforce' }: Verdict): Readonly<Record<string, string>> =>
  mode === 'enforce' ? {} : { 'gate-mode': mode };

/** Verdicts of earlier releases have no such document. */
async function quality(place: RecordPlace, { objects }: Ports): Promise<{ readonly qualityUri?: string }> {
  const uri = objects.uri(recordKey(place, QUALITY_FILE));
  return (await objects.exists(uri)) ? { qualityUri: uri } : {};
}

interface JudgedPlace extends RecordPlace {
  readonly training: TrainedModel;
}

async function verdictAt(place: JudgedPlace, ports: Ports): Promise<Verdict> {
  const key = recordKey(place, 'gate.json');
  const verdict = await readRecord(key, gateRecord, ports);
  if (verdict !== undefined) return verdict;
  const { model, training, gateId } = place;
  throw new MlopsError('GATE_RECORD_MISSING', { model, job: training.name, gateId, location: ports.objects.uri(key) });
}

/** Why a verdict does not let this model pass; empty when it does. */
function refusalsOf(verdict: Verdict, { model, training, gateId }: JudgedPlace): readonly string[] {
  const { candidate } = verdict;
  const other = (what: string, judged: string, wanted: string) =>
    judged === wanted ? [] : [`The verdict ${gateId} is about the ${what} ${judged}, not about ${wanted}.`];
  const mistaken = [
    ...other('model', verdict.model, model),
    ...other('archive', `sha256:${candidate.digest}`, `sha256:${training.modelDigest}`),
    ...other('image', imageDigest(candidate.image), imageDigest(training.image)),
  ];
  if (mistaken.length > 0 || !verdictBlocks(verdict)) return mistaken;
  const sentences = decidingSentences(verdict);
  return sentences.length > 0 ? sentences : [`The verdict ${gateId} is "${verdict.verdict}".`];
}
