import type { ByteSource, LabelTable, PredictionTable } from '@mlops-actions/evaluation';
import { digestOf } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import type { StoredMetrics } from '../domain/gates/opponent.ts';
import type { ChampionFacts, JudgeRequest } from '../domain/judge-request.ts';
import { incompleteVerdict, offVerdict } from '../domain/verdict.ts';
import { concludeVerdict, type JudgedRows } from './conclude.ts';
import { evaluateRows, headerOf, labelTable, type MeasureConfig } from './evaluate-rows.ts';
import { judgeRows, rulesOf } from './judge-rows.ts';
import { readStoredMetrics } from './metric-files.ts';
import { openTables } from './open-table.ts';
import type { Ports } from './ports.ts';
import { contentDigest, type Question, questionId } from './question.ts';
import { recordKey, recordText } from './records/place.ts';
import { redactedColumns } from './redacted.ts';
import { refuseTrainedRows } from './refuse-trained-rows.ts';

/** Each a file, a folder, a glob or an `s3://` prefix. */
export interface GivenPredictions {
  readonly predictions: string;
  /** The held-out data of mlops.yml when absent, or the predictions themselves when these have the label column. */
  readonly labels?: string;
  readonly championPredictions?: string;
  /** A JSON file of numbers with `rows`; a weak comparison. */
  readonly championMetrics?: string;
}

/** The share of rows that a file of the champion has to answer: an old run may lack a few, and more would be another test set. */
const CHAMPION_COVERAGE = 0.99;

/** Columns of the champion beside those of the candidate, in one file. */
const CHAMPION_COLUMNS = { prediction: 'champion-prediction', score: 'champion-score' } as const;

/**
 * Judges predictions that somebody made already, without a training job or a registry. The verdict is about files: nothing can be
 * registered on it. Throws INPUT_INVALID, OBJECT_NOT_FOUND, DATA_INVALID for rows that training has seen, and EVIDENCE_INVALID with
 * all problems.
 */
export async function judgePredictions(
  config: MeasureConfig,
  given: GivenPredictions,
  ports: Ports,
): Promise<JudgedRows> {
  ports.progress({ type: 'started', step: 'gates', text: `judging ${given.predictions}` });
  const tables = await tablesOf(config, given, ports);
  const request = await requestOf(config, tables, ports);
  const gateId = questionId(config, request);
  const name = `predictions-${request.candidate.digest.slice(0, 12)}`;
  const place = { model: config.model, training: { name }, gateId };
  await ports.objects.claim(recordKey(place, 'gate.json'), recordText(incompleteVerdict(request)));
  const found =
    config.validate.mode === 'off' ? { verdict: offVerdict(request) } : await ask(config, tables, request, ports);
  const conclusion = { ...found, place, findings: [], packages: [], beside: async () => undefined };
  const { beside: _nothing, ...judged } = await concludeVerdict(config, conclusion, ports);
  return judged;
}

async function ask(
  config: MeasureConfig,
  { labels, candidate, champion }: Tables,
  request: JudgeRequest,
  ports: Ports,
) {
  const theirs = champion === undefined ? {} : { champion: champion.table };
  const redacted = await redactedColumns(config.data, ports);
  await refuseTrainedRows(config, { labels, redacted }, ports);
  const evaluation = await evaluateRows(config, { labels, candidate, ...theirs, redacted });
  return { verdict: judgeRows(request, evaluation), evaluation };
}

interface Tables {
  readonly labels: LabelTable;
  readonly candidate: PredictionTable;
  readonly champion?: { readonly table: PredictionTable; readonly source: 'file' | 'columns' };
  readonly stored?: StoredMetrics;
}

async function tablesOf(config: MeasureConfig, given: GivenPredictions, ports: Ports): Promise<Tables> {
  const files = await openTables(given.predictions, ports);
  const header = await headerOf(files);
  const candidate = table(files, 'predictions of the candidate', header, config);
  const labels = await labelFiles(config, given, files, header, ports);
  return { labels: labelTable(config, labels), candidate, ...(await championOf(config, given, files, header, ports)) };
}

async function championOf(
  config: MeasureConfig,
  given: GivenPredictions,
  files: readonly ByteSource[],
  header: readonly string[],
  ports: Ports,
): Promise<Pick<Tables, 'champion' | 'stored'>> {
  const source = 'predictions of the champion';
  const hasColumns = Object.values(CHAMPION_COLUMNS).some((name) => header.includes(name));
  refuseSecondChampion(given, hasColumns);
  if (given.championPredictions !== undefined) {
    const theirs = await openTables(given.championPredictions, ports);
    const answers = table(theirs, source, await headerOf(theirs), config);
    return { champion: { source: 'file', table: { ...answers, coverage: CHAMPION_COVERAGE } } };
  }
  if (hasColumns)
    return { champion: { source: 'columns', table: { ...table(files, source, header, config), ...CHAMPION_COLUMNS } } };
  if (given.championMetrics === undefined) return {};
  return { stored: await readStoredMetrics(given.championMetrics, ports) };
}

/** Of two champions one would go unheard, and it may be the one to beat. */
function refuseSecondChampion({ championPredictions, championMetrics }: GivenPredictions, hasColumns: boolean): void {
  const [first, ...others] = [
    ...(hasColumns ? ['columns of the predictions'] : []),
    ...(championPredictions === undefined ? [] : ['champion-predictions']),
    ...(championMetrics === undefined ? [] : ['champion-metrics']),
  ];
  if (others.length === 0) return;
  const message = `There is a champion already, by ${first}; a candidate is compared with one.`;
  throw new MlopsError('INPUT_INVALID', { problems: others.map((input) => ({ input, message })) });
}

/** By id where the file has the id column of the data, or one that is called `id`; else in the order of the labels. */
function table(
  files: readonly ByteSource[],
  source: string,
  header: readonly string[],
  { data: { columns } }: MeasureConfig,
): PredictionTable {
  const id = [columns.id, 'id'].find((name) => name !== undefined && header.includes(name));
  return { files, source, ...(id === undefined ? {} : { id }) };
}

async function labelFiles(
  { data }: MeasureConfig,
  given: GivenPredictions,
  predictions: readonly ByteSource[],
  header: readonly string[],
  ports: Ports,
): Promise<readonly ByteSource[]> {
  if (given.labels !== undefined) return openTables(given.labels, ports);
  if (header.includes(data.columns.label)) return predictions;
  if (data.kind === 'channels') return openTables(data.heldOut, ports);
  const message = `The predictions have no column "${data.columns.label}"; name the file with the labels.`;
  throw new MlopsError('INPUT_INVALID', { problems: [{ input: 'labels', message }] });
}

async function requestOf(config: MeasureConfig, tables: Tables, ports: Ports): Promise<JudgeRequest & Question> {
  const { files } = tables.candidate;
  const digest = await contentDigest(files);
  const heldOut = await contentDigest(tables.labels.files);
  const champion = await championFacts(tables, digest);
  return {
    ...(await rulesOf(config, ports)),
    candidate: { digest, job: '', image: '', predictions: files.map(({ name }) => name) },
    ...(champion === undefined ? {} : { champion }),
    heldOut: { digest: heldOut, rows: 0 },
    labels: heldOut,
    ...(tables.stored === undefined ? {} : { storedMetrics: tables.stored }),
  };
}

/** Columns of one file are two models, so their digest is not that of the file alone. */
async function championFacts({ champion, stored }: Tables, digest: string): Promise<ChampionFacts | undefined> {
  if (stored !== undefined) return { digest: digestOf(stored), source: 'metrics' };
  if (champion === undefined) return undefined;
  const { table, source } = champion;
  return {
    digest: source === 'file' ? await contentDigest(table.files) : digestOf([digest, CHAMPION_COLUMNS]),
    source,
  };
}
