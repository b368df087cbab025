import type { ConfigParts } from '../config/parts.ts';
import { digestOf } from '../domain/canonical.ts';
import { readEvidence } from '../domain/evidence.ts';
import { incompleteVerdict, type JudgeRequest, judge, type Verdict, verdictBlocks } from '../domain/verdict.ts';
import { type Champion, findChampion, isPackageOf } from './champion.ts';
import type { PreparedData } from './check-data.ts';
import { beginLineage } from './lineage.ts';
import type { Ports } from './ports.ts';
import { recordKey, recordName, recordText } from './records/place.ts';
import type { TrainedModel } from './results.ts';
import { type Scored, score } from './score.ts';
import { trainedOn } from './trained-on.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly blocks: boolean;
  /** Digest of what was judged by what: the same question has the same id. */
  readonly gateId: string;
  readonly scoringJobs: readonly string[];
  /** Local path of gate.json. */
  readonly record: string;
  /** Local path of lineage.json, which has no version yet. */
  readonly lineage: string;
}

/** What of mlops.yml decides how a model is judged, where it is scored, and who its champion is. */
export type JudgeConfig = ConfigParts<'task' | 'data' | 'train' | 'validate' | 'serve'>;

/** The model, with the image it was trained in, and the data that judges it. */
export interface Subject {
  readonly data: PreparedData;
  readonly training: TrainedModel;
}

/**
 * Scores the candidate and its champion on the same unlabelled rows, joins the labels here and judges. `gate.json` says
 * `incomplete` until the verdict stands. Throws what scoring throws, EVIDENCE_INVALID for predictions with holes, and
 * DATA_MISMATCH for a model that was trained on other data than was checked.
 */
export async function validateModel(
  config: JudgeConfig,
  subject: Subject,
  options: { readonly rerun: boolean },
  ports: Ports,
): Promise<Judged> {
  const channels = trainedOn(subject.training, subject.data.channels, ports);
  const champion = await findChampion(config, ports);
  const request = judgeRequest(config, subject, champion);
  const gateId = questionId(config, subject, request);
  const place = { model: config.model, training: subject.training, gateId };
  // The same question asked again, or by two runs at once, keeps its answer until there is a new one: a kill unmakes no verdict.
  await ports.objects.claim(recordKey(place, 'gate.json'), recordText(incompleteVerdict(request)));
  const scored = await scoreBoth(config, subject, champion, options.rerun, ports);
  ports.progress({
    type: 'started',
    step: 'gates',
    text: `judging ${config.model} by ${config.validate.gates.length} gates`,
  });
  const verdict = judge(request, {
    candidate: evidence(config, subject, scored.candidate, 'predictions of the candidate'),
    ...(scored.champion === undefined
      ? {}
      : { champion: evidence(config, subject, scored.champion, 'predictions of the champion') }),
  });
  const scoringJobs = [scored.candidate, scored.champion].flatMap((one) => (one === undefined ? [] : [one.job.name]));
  // Before the verdict, so that a verdict on record always has its lineage beside it.
  const lineage = await beginLineage(
    place,
    { training: subject.training, data: { channels, heldOut: subject.data.heldOut }, verdict, scoringJobs },
    ports,
  );
  const record = await ports.objects.publish(recordName(place, 'gate.json'), recordText(verdict));
  ports.progress({ type: 'finished', step: 'gates', text: `verdict ${verdict.verdict}, gate ${gateId}` });
  return { verdict, blocks: verdictBlocks(verdict), gateId, scoringJobs, record, lineage };
}

/** Everything that can change the answer, and nothing that cannot: where a gate is written is no part of the question. */
function questionId(config: JudgeConfig, { data }: Subject, request: JudgeRequest): string {
  const gates = request.gates.map(({ file: _file, line: _line, ...gate }) => gate);
  const { script, threshold } = config.validate;
  const { positive } = config.data;
  return digestOf({ ...request, gates, labels: digestOf(data.labels), script, threshold, positive }).slice(0, 12);
}

function judgeRequest(config: JudgeConfig, { data, training }: Subject, champion: Champion | undefined): JudgeRequest {
  return {
    model: config.model,
    task: config.task,
    candidate: { digest: training.modelDigest, job: training.name, image: training.image },
    ...(champion === undefined
      ? {}
      : {
          champion: {
            digest: champion.modelDigest,
            image: champion.package.image,
            version: champion.package.version,
            source: champion.source,
          },
        }),
    heldOut: { digest: data.heldOut.digest, rows: data.labels.length },
    gates: config.validate.gates,
    firstModel: config.validate.firstModel,
  };
}

async function scoreBoth(
  config: JudgeConfig,
  { data, training }: Subject,
  champion: Champion | undefined,
  rerun: boolean,
  ports: Ports,
): Promise<{ readonly candidate: Scored; readonly champion?: Scored }> {
  ports.progress({ type: 'started', step: 'scoring', text: `scoring ${data.labels.length} held-out rows` });
  const model = { uri: training.artefactUri, digest: training.modelDigest };
  const candidate = await score(config, { image: training.image, model }, data, rerun, ports);
  if (champion === undefined || isPackageOf(champion.package, training.modelDigest, training.image))
    return { candidate };
  const { package: pkg, modelDigest } = champion;
  const before = { image: pkg.image, model: { uri: pkg.modelUri, digest: modelDigest } };
  return { candidate, champion: await score(config, before, data, rerun, ports) };
}

function evidence(config: JudgeConfig, { data }: Subject, scored: Scored, source: string) {
  const { threshold } = config.validate;
  const { positive } = config.data;
  return readEvidence({
    task: config.task,
    labels: data.labels,
    predictions: scored.rows,
    source,
    ...(positive === undefined ? {} : { positive }),
    ...(threshold === undefined ? {} : { threshold }),
  });
}
