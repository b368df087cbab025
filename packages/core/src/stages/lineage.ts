import type { MlopsConfig } from '../config/types.ts';
import type { PreparedData } from './check-data.ts';
import type { BuiltImage, Ports } from './ports.ts';
import type { RegisteredPackage, TrainedModel } from './results.ts';
import { type Judged, recordName, recordText } from './validate-model.ts';

export interface TrainFacts {
  readonly config: MlopsConfig;
  readonly data: PreparedData;
  readonly image: BuiltImage;
  readonly training: TrainedModel;
  readonly judged: Judged;
}

/** Writes `lineage.json`: commit → data → image → job → verdict → package. Returns its local path. */
export async function publishLineage(
  facts: TrainFacts,
  pkg: RegisteredPackage | undefined,
  ports: Ports,
): Promise<string> {
  const { config, data, image, training, judged } = facts;
  const record = {
    schema: 'lineage-v1',
    model: config.model,
    commit: ports.placement.tags['mlops:commit'] ?? null,
    data: [...data.channels, data.heldOut].map(({ name, path, digest, rows }) => ({
      name,
      path,
      digest,
      rows: rows ?? null,
    })),
    image: image.reference,
    training: { job: training.name, spec: training.spec, modelDigest: training.modelDigest },
    scoring: judged.scoringJobs,
    gate: { id: judged.gateId, verdict: judged.verdict.verdict },
    package: pkg === undefined ? null : { group: pkg.group, version: pkg.version },
  };
  return ports.objects.publish(recordName(config, training, judged.gateId, 'lineage.json'), recordText(record));
}
