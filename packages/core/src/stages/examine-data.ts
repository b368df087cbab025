import {
  type DataOutcome,
  type Examined,
  type ExamineRequest,
  examine,
  type Finding,
  outcomeOf,
  type Profile,
} from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import { fileFinding } from './data-findings.ts';
import { openSchema } from './data-schema.ts';
import { type DataSources, openSources } from './data-sources.ts';
import type { Ports } from './ports.ts';
import { trainingTables } from './training-tables.ts';

/** Everything that is known of the data before any of it is sent. */
export interface ExaminedData {
  readonly outcome: DataOutcome;
  readonly findings: readonly Finding[];
  readonly sources: DataSources;
  /** Of the training table. */
  readonly profile?: Profile;
  /** Rows by channel, where all of its files are tables that could be read. */
  readonly rows: ReadonlyMap<string, number>;
}

/** What holds whatever the schema says: columns that are named nowhere, and how many held-out rows training may hold. */
export type RulesBeside = Pick<ExamineRequest, 'redacted' | 'maxHeldOutShare'>;

/** Reads and examines all that the config names; sends nothing. Throws CONFIG_INVALID for mistakes in the schema file. */
export async function examineData(
  config: Pick<MlopsConfig, 'data'>,
  ports: Ports,
  beside: RulesBeside = {},
): Promise<ExaminedData> {
  const { data } = config;
  const rules = data.schema === undefined ? undefined : await openSchema(data.schema, ports);
  const sources = await openSources(data, ports);
  const { heldOut, lineOf } = sources;
  const { label, id, group, weight } = data.columns;
  const told = { label, strict: rules !== undefined, lineOf };
  const full = sources.channels.map((channel) => withoutEmpty(channel));
  const training = await trainingTables(full, told);
  const examined = await examine({
    training,
    ...(heldOut === undefined
      ? {}
      : {
          heldOut: {
            name: 'held-out',
            files: [heldOut.source],
            ...(heldOut.lineOf === undefined ? {} : { lineOf: heldOut.lineOf }),
          },
        }),
    label,
    ...(id === undefined ? {} : { id }),
    roles: [group, weight].filter((name) => name !== undefined),
    ...(rules ?? {}),
    ...beside,
    now: ports.clock.now(),
  });
  const findings = [
    ...sources.findings,
    ...examined.findings.map((finding) => whereItIs(finding, data)),
    ...(training.length === 0 ? full.flatMap(unchecked) : []),
  ];
  return {
    outcome: outcomeOf(findings),
    findings,
    sources,
    ...(examined.profile === undefined ? {} : { profile: examined.profile }),
    rows: rowsByChannel(sources, examined),
  };
}

/** Training may read what it likes; that nobody has looked for held-out rows in it is told. */
function unchecked({ name, path, files }: DataSources['channels'][number]): readonly Finding[] {
  if (files.length === 0) return [];
  const message = 'None of its files is a table. It was not checked.';
  return [{ ...fileFinding('TABLE_UNREADABLE', name, path, message), severity: 'warning' }];
}

/** Parts of a table are no files that the user has. */
const whereItIs = (finding: Finding, data: MlopsConfig['data']): Finding =>
  data.kind === 'channels' || finding.table === 'schema' || finding.file === undefined
    ? finding
    : { ...finding, file: data.table };

/** An empty file is told as such, and not as a table without a header. */
function withoutEmpty(channel: DataSources['channels'][number]): DataSources['channels'][number] {
  return { ...channel, files: channel.files.filter((_, index) => channel.measures[index]?.bytes !== 0) };
}

function rowsByChannel({ channels }: DataSources, { tables }: Examined): ReadonlyMap<string, number> {
  return new Map(
    channels.flatMap(({ name, files }) => {
      const own = tables.filter((table) => table.name === name);
      const read = own.reduce((sum, { files: count }) => sum + count, 0);
      return read === files.length && read > 0 ? [[name, own.reduce((sum, { rows }) => sum + rows, 0)] as const] : [];
    }),
  );
}
