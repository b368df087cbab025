import type { ConfigParts } from '../config/parts.ts';
import type { CandidateFacts, ChampionFacts, JudgeRequest } from '../domain/judge-request.ts';
import { incompleteVerdict, offVerdict, type Verdict } from '../domain/verdict.ts';
import { type Champion, championAmong, isPackageOf, judgedPackages } from './champion.ts';
import type { PreparedData } from './check-data.ts';
import { type Conclusion, concludeVerdict, type JudgedRows } from './conclude.ts';
import { evaluateRows, labelTable } from './evaluate-rows.ts';
import { judgeRows, rulesOf } from './judge-rows.ts';
import { beginLineage } from './lineage.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { questionId } from './question.ts';
import { recordKey, recordText } from './records/place.ts';
import { redactedColumns } from './redacted.ts';
import type { TrainedModel } from './results.ts';
import { type Scored, score } from './score.ts';
import { scorerDigest } from './scorer.ts';
import { type TrainingData, trainedOn } from './trained-on.ts';

export interface Judged extends JudgedRows {
  readonly scoringJobs: readonly string[];
  /** Local path of lineage.json, which has no version yet. */
  readonly lineage: string;
}

/** What of mlops.yml decides how a model is judged, where it is scored, and who its champion is. */
export type JudgeConfig = ConfigParts<'task' | 'data' | 'image' | 'train' | 'validate' | 'serve'>;

/** The model, with the image it was trained in, and the data that judges it. */
export interface Subject {
  readonly data: PreparedData;
  readonly training: TrainedModel;
}

/**
 * Scores the candidate and its champion on the same unlabelled rows, joins the labels here and judges. `gate.json` says
 * `incomplete` until the verdict stands. Throws what scoring throws, EVIDENCE_INVALID for predictions with holes, DATA_MISMATCH
 * for a model that was trained on other data than was checked, and LEDGER_INVALID.
 */
export async function validateModel(
  config: JudgeConfig,
  subject: Subject,
  options: { readonly rerun: boolean },
  ports: Ports,
): Promise<Judged> {
  const channels = trainedOn(subject.training, subject.data.channels, ports);
  const packages = await judgedPackages(config.model, ports);
  const champion = await championAmong(packages, config, ports);
  const request = { ...(await rulesOf(config, ports)), ...factsOf(subject, champion) };
  const gateId = questionId(config, { ...request, labels: subject.data.heldOutDigest });
  const place = { model: config.model, training: subject.training, gateId };
  // The same question asked again, or by two runs at once, keeps its answer until there is a new one: a kill unmakes no verdict.
  await ports.objects.claim(recordKey(place, 'gate.json'), recordText(incompleteVerdict(request)));
  const asked: Asked = { config, subject, champion, request, rerun: options.rerun };
  const found = config.validate.mode === 'off' ? unasked(request) : await ask(asked, ports);
  return conclude({ config, subject, place, channels, packages }, found, ports);
}

interface Asked {
  readonly config: JudgeConfig;
  readonly subject: Subject;
  readonly champion: Champion | undefined;
  readonly request: JudgeRequest;
  readonly rerun: boolean;
}

type Found = Pick<Conclusion<string>, 'verdict' | 'evaluation'> & {
  readonly scoringJobs: readonly string[];
};

const unasked = (request: JudgeRequest): Found => ({ verdict: offVerdict(request), scoringJobs: [] });

async function ask({ config, subject, champion, request, rerun }: Asked, ports: Ports): Promise<Found> {
  const scored = await scoreBoth(config, subject, champion, rerun, ports);
  const { gates } = config.validate;
  ports.progress({ type: 'started', step: 'gates', text: `judging ${config.model} by ${gates.length} gates` });
  const evaluation = await evaluateRows(config, {
    labels: labelTable(config, [subject.data.heldOutSource]),
    candidate: { files: [scored.candidate.predictions], source: 'predictions of the candidate', id: 'id' },
    ...(scored.champion === undefined
      ? {}
      : { champion: { files: [scored.champion.predictions], source: 'predictions of the champion', id: 'id' } }),
    redacted: await redactedColumns(config.data, ports),
  });
  const scoringJobs = [scored.candidate, scored.champion].flatMap((one) => (one === undefined ? [] : [one.job.name]));
  return { verdict: judgeRows(request, evaluation), evaluation, scoringJobs };
}

interface Judgement {
  readonly config: JudgeConfig;
  readonly subject: Subject;
  readonly place: { readonly model: string; readonly training: TrainedModel; readonly gateId: string };
  readonly channels: readonly TrainingData[];
  readonly packages: readonly ModelPackage[];
}

async function conclude(
  { config, subject, place, channels, packages }: Judgement,
  { scoringJobs, ...found }: Found,
  ports: Ports,
): Promise<Judged> {
  const { training, data } = subject;
  const beside = (verdict: Verdict) =>
    beginLineage(place, { training, data: { channels, heldOut: data.heldOut }, verdict, scoringJobs }, ports);
  const scorer = await scorerDigest(config, training.image, ports);
  const conclusion = { ...found, place, packages, scorer, findings: data.findings, beside };
  const { beside: lineage, ...judged } = await concludeVerdict(config, conclusion, ports);
  return { ...judged, scoringJobs, lineage };
}

function factsOf({ data, training }: Subject, champion: Champion | undefined) {
  const candidate: CandidateFacts = { digest: training.modelDigest, job: training.name, image: training.image };
  return {
    candidate,
    ...(champion === undefined ? {} : { champion: championFacts(champion) }),
    heldOut: { digest: data.heldOut.digest, rows: data.heldOut.rows ?? 0 },
  };
}

const championFacts = ({ modelDigest, source, package: { image, version } }: Champion): ChampionFacts => ({
  digest: modelDigest,
  image,
  version,
  source,
});

async function scoreBoth(
  config: JudgeConfig,
  { data, training }: Subject,
  champion: Champion | undefined,
  rerun: boolean,
  ports: Ports,
): Promise<{ readonly candidate: Scored; readonly champion?: Scored }> {
  ports.progress({ type: 'started', step: 'scoring', text: `scoring ${data.heldOut.rows ?? 0} held-out rows` });
  const model = { uri: training.artefactUri, digest: training.modelDigest };
  const candidate = await score(config, { image: training.image, model }, data, rerun, ports);
  if (champion === undefined || isPackageOf(champion.package, training.modelDigest, training.image))
    return { candidate };
  const { package: pkg, modelDigest } = champion;
  const before = { image: pkg.image, model: { uri: pkg.modelUri, digest: modelDigest } };
  return { candidate, champion: await score(config, before, data, rerun, ports) };
}
