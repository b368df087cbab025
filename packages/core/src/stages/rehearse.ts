import type { Evaluation } from '@mlops-actions/evaluation';
import { tablesOf } from '../config/model-place.ts';
import { joined } from '../config/paths.ts';
import type { MlopsConfig } from '../config/types.ts';
import type { RuleChange } from '../domain/report.ts';
import {
  type CandidateFacts,
  type ChampionFacts,
  incompleteVerdict,
  type JudgeRequest,
  offVerdict,
  type Verdict,
} from '../domain/verdict.ts';
import { buildImage } from './build-image.ts';
import { judgeData, type PreparedData } from './check-data.ts';
import { isLeak } from './data-findings.ts';
import { evaluateRows, labelTable } from './evaluate-rows.ts';
import { judgeRows, rulesOf } from './judge-rows.ts';
import type { Ports } from './ports.ts';
import { redactedColumns } from './redacted.ts';
import { asChannels, judgedByBase, outOfReach } from './rehearse-data.ts';
import { concludeRehearsal, type Rehearsed } from './rehearse-report.ts';
import { type Rules, ruleChanges } from './rehearse-rules.ts';
import { rulesAt } from './rehearse-side.ts';
import type { TrainedModel } from './results.ts';
import { type Scored, score } from './score.ts';
import { trainModel } from './train-model.ts';

/** A checked-out commit with its mlops.yml; `ports` read from the folder of that file. */
export interface Side {
  /** Full id. */
  readonly commit: string;
  readonly config: MlopsConfig;
  /** Path of mlops.yml in the repository. */
  readonly file: string;
  readonly ports: Ports;
}

export interface RehearsalRequest {
  readonly head: Side;
  /** Absent for a model that is new. */
  readonly base?: Side;
  /** Why the mlops.yml of the base cannot be read, when there is one; `base` is absent then. */
  readonly baseProblem?: string;
  readonly baseCommit: string;
  /** Folder of the base's mlops.yml as seen from the head's. */
  readonly baseFolder: string;
  readonly changedFiles: readonly string[];
  /** Of each of the two trainings; what the base's mlops.yml says when absent. */
  readonly maxRuntimeSeconds?: number;
}

/**
 * Rehearses a change before it is merged: trains both commits with the same budget, scores both on the held-out rows of the base by
 * the scorer of the base, and judges the head by the gates of the base, with the base's model as its champion. Nothing can be
 * registered on such a verdict. Data out of reach and a base with mistakes are `neutral`, held-out rows in training are a refusal. Throws what
 * judgeData, buildImage, trainModel and score throw.
 */
export async function rehearse(request: RehearsalRequest): Promise<Rehearsed> {
  if (request.baseProblem !== undefined)
    return notJudged(request, `the mlops.yml of the base cannot be read: ${request.baseProblem}`);
  const sides = [request.base, request.head].flatMap((side) => side ?? []);
  const missing = await Promise.all(sides.map(({ config: { data }, ports }) => outOfReach({ data, ports })));
  const reasons = [...new Set(missing.flat())];
  if (reasons.length > 0) return notJudged(request, `data not readable here: ${reasons.join(', ')}`);
  const rules = await changesOf(request);
  if (rulesConfig(request).validate.mode === 'off')
    return concludeRehearsal(request, { verdict: offVerdict(withoutModel(rulesConfig(request))), rules, findings: [] });
  const redacted = await redactedBy(sides);
  const data = await judgeData(await judgedConfig(request), request.head.ports, redacted);
  const leaks = data.findings.filter(isLeak);
  if (leaks.length > 0) return concludeRehearsal(request, { verdict: leaked(request), rules, findings: leaks });
  if (data.data === undefined) throw data.failure;
  return judgeBoth(request, data.data, rules, redacted);
}

const notJudged = (request: RehearsalRequest, notEvaluated: string): Promise<Rehearsed> =>
  concludeRehearsal(request, {
    verdict: incompleteVerdict(withoutModel(rulesConfig(request))),
    rules: [],
    findings: [],
    notEvaluated,
  });

/** Gates, threshold, slices and scorer: of the base, and of a new model its own. */
const rulesConfig = ({ head, base }: RehearsalRequest): MlopsConfig => (base ?? head).config;

async function changesOf({ head, base }: RehearsalRequest): Promise<readonly RuleChange[]> {
  const rules: Rules = await rulesAt(head);
  if (base !== undefined) return ruleChanges(await rulesAt(base), rules);
  const text = 'the model is new, so its own gates and held-out rows judge it';
  return [{ what: 'gates', text, file: head.file }];
}

async function judgedConfig({ head, base, baseFolder }: RehearsalRequest): Promise<Pick<MlopsConfig, 'data'>> {
  if (base === undefined) return head.config;
  const before = await asChannels({ data: base.config.data, ports: base.ports });
  const after = await asChannels({ data: head.config.data, ports: head.ports });
  return { data: judgedByBase(after, before, baseFolder) };
}

/** What either commit redacts: neither a change that drops a rule nor one that adds it may print a value. */
async function redactedBy(sides: readonly Side[]): Promise<ReadonlySet<string>> {
  const columns = await Promise.all(sides.map(({ config: { data }, ports }) => redactedColumns(data, ports)));
  return new Set(columns.flatMap((some) => [...some]));
}

const withoutModel = ({ model, task, validate }: MlopsConfig): JudgeRequest => ({
  model,
  task,
  candidate: { digest: '', job: '', image: '' },
  heldOut: { digest: '', rows: 0 },
  gates: validate.gates,
  firstModel: validate.firstModel,
});

/** A model that has seen the answers cannot be judged by them, whatever its gates would say. */
const leaked = (request: RehearsalRequest): Verdict => ({
  ...incompleteVerdict(withoutModel(rulesConfig(request))),
  verdict: 'fail',
});

async function judgeBoth(
  request: RehearsalRequest,
  data: PreparedData,
  rules: readonly RuleChange[],
  redacted: ReadonlySet<string>,
): Promise<Rehearsed> {
  const candidate = await candidateOf(request, data, rules);
  const champion = await championOf(request, data);
  const { head, base } = request;
  const config = { ...rulesConfig(request), data: (base ?? head).config.data };
  const asked: JudgeRequest = {
    ...(await rulesOf(config, head.ports)),
    candidate: factsOf(candidate),
    ...(champion === undefined ? {} : { champion: { ...championFacts(champion) } }),
    heldOut: { digest: data.heldOut.digest, rows: data.heldOut.rows ?? 0 },
  };
  const evaluation: Evaluation = await evaluateRows(config, {
    labels: labelTable(config, [data.heldOutSource]),
    candidate: { files: [candidate.scored.predictions], source: 'predictions of the head', id: 'id' },
    ...(champion === undefined
      ? {}
      : { champion: { files: [champion.scored.predictions], source: 'predictions of the base', id: 'id' } }),
    redacted,
  });
  head.ports.progress({ type: 'started', step: 'gates', text: `judging ${config.model} by the gates of its base` });
  return concludeRehearsal(request, {
    verdict: judgeRows(asked, evaluation),
    rules,
    findings: data.findings,
    evaluation,
  });
}

/** A model as it was trained, and as it answers in the image that it was scored in. */
interface Rehearsing {
  readonly training: TrainedModel;
  readonly image: string;
  readonly scored: Scored;
}

const factsOf = ({ training, image }: Rehearsing): CandidateFacts => ({
  digest: training.modelDigest,
  job: training.name,
  image,
});

const championFacts = ({ training, image }: Rehearsing): ChampionFacts => ({
  digest: training.modelDigest,
  image,
  source: 'base',
});

/** Code of the head, except for what scores: that is the base's, laid over it. */
async function candidateOf(
  request: RehearsalRequest,
  data: PreparedData,
  rules: readonly RuleChange[],
): Promise<Rehearsing> {
  const { head, base } = request;
  const config = { ...head.config, train: { ...head.config.train, ...budget(request) } };
  const exclude = base === undefined ? [] : tablesOf(base.config.data);
  const { reference } = await buildImage(config, head.ports, { exclude });
  const training = await trainModel(config, data.channels, reference, { rerun: false }, head.ports);
  const sameScorer = base === undefined || !rules.some(({ what }) => what === 'scorer');
  const image = sameScorer
    ? reference
    : (await buildImage(config, head.ports, { exclude, replace: scorerOf(base, request.baseFolder) })).reference;
  return { training, image, scored: await scored(request, training, image, data, head.ports) };
}

async function championOf(request: RehearsalRequest, data: PreparedData): Promise<Rehearsing | undefined> {
  const { base } = request;
  if (base === undefined) return undefined;
  const config = { ...base.config, train: { ...base.config.train, ...budget(request) } };
  const trained = await judgeData({ data: await asChannels({ data: config.data, ports: base.ports }) }, base.ports);
  if (trained.data === undefined) throw trained.failure;
  const { reference: image } = await buildImage(config, base.ports);
  const training = await trainModel(config, trained.data.channels, image, { rerun: false }, base.ports);
  return { training, image, scored: await scored(request, training, image, data, base.ports) };
}

function scored(
  request: RehearsalRequest,
  training: TrainedModel,
  image: string,
  data: PreparedData,
  ports: Ports,
): Promise<Scored> {
  const model = { uri: training.artefactUri, digest: training.modelDigest };
  const config = rulesConfig(request);
  const train = { ...config.train, ...budget(request) };
  return score({ ...config, train }, { image, model }, data, false, ports);
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
