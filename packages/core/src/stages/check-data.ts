import type { ByteSource, DataOutcome, Finding, Profile } from '@mlops-actions/evaluation';
import { bytesSource } from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import { sha256 } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import { measured, storeChannel } from './channel-files.ts';
import { dataDigest } from './data-digest.ts';
import { problemsOf } from './data-findings.ts';
import type { HeldOutSource } from './data-sources.ts';
import { type ExaminedData, examineData, type RulesBeside } from './examine-data.ts';
import type { HeldOut } from './held-out.ts';
import type { Ports } from './ports.ts';
import { recordText } from './records/place.ts';
import type { CheckedChannel, CheckedData } from './results.ts';

/** The data of a run: what training sees, what scoring sees, and the labels that only we see. */
export interface PreparedData extends CheckedData {
  readonly idColumn: string;
  /** sha256 hex over everything a run reads: channels by name and content, held-out rows, their labels. */
  readonly digest: string;
  /** The held-out rows with all their columns, which only we see. */
  readonly heldOutSource: ByteSource;
  /** sha256 hex of them. */
  readonly heldOutDigest: string;
  /** What the checks found that is no reason to stop. */
  readonly findings: readonly Finding[];
  readonly outcome: Exclude<DataOutcome, 'invalid'>;
  /** Key of the baseline profile in the bucket, and its local path; empty when training sees no table. */
  readonly profile: string;
  readonly profileFile: string;
}

/** What was found, and the data as it was stored when it can be used. */
export interface CheckedOutcome {
  readonly outcome: DataOutcome;
  /** Errors first, then drift, then warnings. */
  readonly findings: readonly Finding[];
  /** Local path of all findings, one JSON document per line; empty when there are none. */
  readonly findingsFile: string;
  readonly data?: PreparedData;
  /** Of the training table, whatever the outcome. */
  readonly baseline?: Profile;
  /** Of invalid data: DATA_INVALID with every error. */
  readonly failure?: MlopsError<'DATA_INVALID'>;
}

/**
 * Reads and checks everything the config names, parts the held-out labels, and stores the bytes under their own digests.
 * Throws DATA_INVALID with all problems before any data is sent, and CONFIG_INVALID for mistakes in the schema file.
 */
export async function checkData(config: Pick<MlopsConfig, 'data'>, ports: Ports): Promise<PreparedData> {
  const { data, failure } = await judgeData(config, ports);
  if (data === undefined) throw failure;
  return data;
}

/**
 * The same, with invalid data as a result: for whoever has to show what was found first. `rules` hold beside those of the schema.
 * Throws CONFIG_INVALID.
 */
export async function judgeData(
  config: Pick<MlopsConfig, 'data'>,
  ports: Ports,
  rules?: RulesBeside,
): Promise<CheckedOutcome> {
  ports.progress({ type: 'started', step: 'data', text: 'reading and checking the data' });
  const examined = await examineData(config, ports, rules);
  const { outcome, findings } = examined;
  const findingsFile = await publishFindings(findings, ports);
  const baseline = examined.profile === undefined ? {} : { baseline: examined.profile };
  const shared = { outcome, findings, findingsFile, ...baseline };
  const { heldOut } = examined.sources;
  const parted = heldOut?.parted ?? [];
  if (outcome === 'invalid' || heldOut === undefined || !isHeldOutData(parted)) {
    const found = problemsOf(findings, config.data);
    const problems = found.length === 0 && !isHeldOutData(parted) ? parted : found;
    return { ...shared, outcome: 'invalid', failure: new MlopsError('DATA_INVALID', { problems }) };
  }
  const data = await storeData(examined, heldOut, parted, outcome, ports);
  ports.progress({ type: 'finished', step: 'data', text: summary(data) });
  return { ...shared, data };
}

async function storeData(
  examined: ExaminedData,
  heldOut: HeldOutSource,
  parted: HeldOut,
  outcome: PreparedData['outcome'],
  ports: Ports,
): Promise<PreparedData> {
  const { sources, findings, rows } = examined;
  const channels = await Promise.all(
    sources.channels.map((channel) => storeChannel(channel, rows.get(channel.name), ports)),
  );
  const stored = { channels, heldOut: await storeScored(heldOut.path, parted, ports) };
  const digest = dataDigest(stored, parted.labels);
  return {
    ...stored,
    digest,
    idColumn: parted.idColumn,
    heldOutSource: heldOut.source,
    heldOutDigest: heldOut.digest,
    findings,
    outcome,
    ...(await publishProfile(examined, digest, ports)),
  };
}

/** What scoring sees: every held-out row without its label. */
async function storeScored(
  path: string,
  { unlabelled: content, rows }: HeldOut,
  ports: Ports,
): Promise<CheckedChannel> {
  const file = { name: 'held-out.csv', source: bytesSource('held-out.csv', content), content };
  return storeChannel(await measured({ name: 'held-out', path, files: [file] }), rows, ports);
}

/** The baseline that monitoring reads, under the digest of the data it is about. */
async function publishProfile(
  { profile }: ExaminedData,
  digest: string,
  ports: Ports,
): Promise<Pick<PreparedData, 'profile' | 'profileFile'>> {
  if (profile === undefined) return { profile: '', profileFile: '' };
  const name = `profiles/sha256-${digest}.json`;
  return { profile: `records/${name}`, profileFile: await ports.objects.publish(name, recordText(profile)) };
}

async function publishFindings(findings: readonly Finding[], ports: Ports): Promise<string> {
  if (findings.length === 0) return '';
  const text = findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');
  return ports.objects.publish(`findings/sha256-${sha256(text)}.jsonl`, text);
}

const isHeldOutData = <P>(parted: HeldOut | readonly P[]): parted is HeldOut => !Array.isArray(parted);

function summary({ channels, heldOut, findings }: PreparedData): string {
  const sizes = [...channels, heldOut].map(
    ({ name, rows, bytes }) => `${name} ${rows === undefined ? `${bytes} bytes` : `${rows} rows`}`,
  );
  const codes = [...new Set(findings.map(({ code }) => code))];
  return `${sizes.join(', ')}${codes.length === 0 ? '' : `; found ${codes.join(', ')}`}`;
}
