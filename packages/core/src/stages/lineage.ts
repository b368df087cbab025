import { MlopsError } from '../domain/errors.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Ports } from './ports.ts';
import { type Lineage, lineageRecord } from './records/lineage-record.ts';
import { type RecordPlace, recordKey, recordName, recordText } from './records/place.ts';
import { readRecord } from './records/read-record.ts';
import type { CheckedChannel, RegisteredPackage, TrainedModel } from './results.ts';
import type { TrainingData } from './trained-on.ts';

const FILE = 'lineage.json';

export interface JudgedFacts {
  readonly data: { readonly channels: readonly TrainingData[]; readonly heldOut: CheckedChannel };
  readonly training: TrainedModel;
  readonly verdict: Verdict;
  readonly scoringJobs: readonly string[];
}

/**
 * Writes `lineage.json` as far as a verdict knows it: commit → data → image → job → verdict. A version that an earlier run
 * registered on the same verdict stays in it. Returns its local path.
 */
export async function beginLineage(place: RecordPlace, facts: JudgedFacts, ports: Ports): Promise<string> {
  const { data, training, verdict, scoringJobs } = facts;
  const before = await readRecord(recordKey(place, FILE), lineageRecord, ports);
  return publish(
    place,
    {
      schema: 'lineage-v1',
      model: place.model,
      commit: ports.placement.tags['mlops:commit'] ?? null,
      data: [...data.channels, data.heldOut].map(({ name, path, digest, rows }) => ({
        name,
        path,
        digest: digest ?? null,
        rows: rows ?? null,
      })),
      image: training.image,
      training: { job: training.name, spec: training.spec, modelDigest: training.modelDigest },
      scoring: scoringJobs,
      gate: {
        id: place.gateId,
        verdict: verdict.verdict,
        ...(verdict.mode === undefined || verdict.mode === 'enforce' ? {} : { mode: verdict.mode }),
      },
      package: before?.package ?? null,
    },
    ports,
  );
}

/** Adds the version to `lineage.json`. Returns its local path. Throws GATE_RECORD_MISSING and GATE_RECORD_INVALID. */
export async function endLineage(
  place: RecordPlace,
  { group, version }: RegisteredPackage,
  ports: Ports,
): Promise<string> {
  const key = recordKey(place, FILE);
  const lineage = await readRecord(key, lineageRecord, ports);
  if (lineage === undefined) {
    const { model, training, gateId } = place;
    throw new MlopsError('GATE_RECORD_MISSING', {
      model,
      job: training.name,
      gateId,
      location: ports.objects.uri(key),
    });
  }
  return publish(place, { ...lineage, package: { group, version } }, ports);
}

const publish = (place: RecordPlace, lineage: Lineage, ports: Ports): Promise<string> =>
  ports.objects.publish(recordName(place, FILE), recordText(lineage));
