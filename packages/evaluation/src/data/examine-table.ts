import { readHeader } from '../read/read.ts';
import { TableUnreadable } from '../read/table.ts';
import type { ColumnProfiler } from './column-profiler.ts';
import type { Draft } from './draft.ts';
import { finished, type NamedTable } from './finish.ts';
import type { HashSet } from './hash-set.ts';
import { HeldOutKeys } from './held-out-keys.ts';
import { Leaks } from './leaks.ts';
import { type ExamineRequest, isRedacted, type TrainingTable } from './request.ts';
import { type ComparedColumns, RowKey } from './row-key.ts';
import { type RowWatcher, watchRows } from './rows.ts';
import type { ColumnRule } from './schema.ts';
import { columnsFindings, rowsFindings } from './table-findings.ts';
import type { Finding } from './types.ts';
import { judging, leakingLabels, profiling, remembering, repeating, ruling } from './watchers.ts';

/** Keys of other tables, by the rule that refers to them. */
export type Keys = ReadonlyMap<ColumnRule, HashSet>;

/** What one table told. */
export interface Seen {
  readonly table: NamedTable;
  readonly findings: readonly Finding[];
  readonly rows?: number;
  readonly columns?: ReadonlyMap<string, ColumnProfiler>;
  readonly heldOutKeys?: HeldOutKeys;
}

export async function examineHeldOut(request: ExamineRequest, table: NamedTable, references: Keys): Promise<Seen> {
  return readable(table, true, request, async () => {
    const header = await readHeader(table.files);
    const { label, id, schema, roles = [] } = request;
    const needed = [label, id, ...roles].filter((name) => name !== undefined);
    const absent = columnsFindings(header, needed, schema, table);
    if (needed.some((name) => !header.includes(name))) return { drafts: absent };
    const heldOutKeys = new HeldOutKeys(new RowKey(await comparedColumns(request, header)));
    const profiles = profiling(header);
    const watchers: RowWatcher[] = [
      profiles,
      remembering(header, heldOutKeys),
      ...rulesOf(request, header, references, false),
    ];
    if (label !== undefined) watchers.push(judging(header, label, id, isRedacted(request, id)));
    const rows = await watchRows(table.files, header, id, watchers);
    const empty = rows === 0 ? rowsFindings(0, { min: 1 }, 'The held-out data has no rows.') : [];
    const drafts = [...absent, ...empty, ...watchers.flatMap((watcher) => watcher.findings(rows))];
    return { drafts: withoutRepeats(drafts), rows, columns: profiles.columns, heldOutKeys };
  });
}

export async function examineTraining(
  request: ExamineRequest,
  table: TrainingTable,
  heldOut: Seen | undefined,
  references: Keys,
): Promise<Seen> {
  return readable(table, table.strict, request, async () => {
    const header = await readHeader(table.files);
    const { files } = table;
    const { label, id, schema, roles = [] } = request;
    // Other tables of a channel, e.g. a catalogue of products, have columns of their own.
    const isExamples = table.main === true || (label !== undefined && header.includes(label));
    const profiles = table.main === true ? profiling(header) : undefined;
    const watchers: RowWatcher[] = profiles === undefined ? [] : [profiles];
    if (isExamples) watchers.push(...rulesOf(request, header, references, table.main === true));
    if (table.main === true) {
      watchers.push(repeating(header, { id, label, maxShare: schema?.maxDuplicateShare }));
      if (label !== undefined && header.includes(label))
        watchers.push(leakingLabels(header, label, [...roles, ...(id === undefined ? [] : [id])]));
    }
    const leaks =
      heldOut?.heldOutKeys === undefined ? undefined : leaksIn(request, header, heldOut.heldOutKeys, isExamples);
    if (leaks !== undefined) watchers.push(leaks);
    const rows = await watchRows(files, header, id, watchers);
    const drafts = [
      ...(isExamples ? columnsFindings(header, [], schema, table) : []),
      ...(table.main === true ? rowsFindings(rows, schema?.rows ?? {}) : []),
      ...watchers.flatMap((watcher) => watcher.findings(rows)),
      ...((await leaks?.drafts(rows, files)) ?? []),
    ];
    return { drafts, rows, ...(profiles === undefined ? {} : { columns: profiles.columns }) };
  });
}

function leaksIn(request: ExamineRequest, header: readonly string[], heldOut: HeldOutKeys, isExamples: boolean): Leaks {
  const { id, schema, roles = [], maxHeldOutShare = schema?.maxHeldOutShare } = request;
  const hasIds = id !== undefined && header.includes(id);
  return new Leaks(heldOut, {
    header,
    id: hasIds ? id : undefined,
    isExamples,
    idsName: hasIds && roles.includes(id),
    maxShare: maxHeldOutShare,
  });
}

/**
 * The columns that rows are compared in: those that training has as well, so that one that only judging needs hides no row. Without
 * features among them, rows are the same only where they have one id too; without ids, they must be all that either table sees.
 */
async function comparedColumns(
  { training, label, id, roles = [] }: ExamineRequest,
  header: readonly string[],
): Promise<ComparedColumns> {
  const main = training.find((table) => table.main === true);
  const known = main === undefined ? undefined : await headerOf(main);
  const own = header.filter((name) => name !== id);
  const all = { columns: own, isTelling: true, isWhole: true };
  if (known === undefined) return all;
  const columns = own.filter((name) => known.includes(name));
  const hasFeatures = columns.some((name) => name !== label && !roles.includes(name));
  const isWhole = hasFeatures && known.every((name) => name === id || columns.includes(name));
  const hasIds = id !== undefined && header.includes(id) && known.includes(id);
  const isTelling = hasFeatures && (hasIds || isWhole || columns.length === own.length);
  return isTelling || hasIds ? { columns, isTelling, isWhole } : all;
}

/** Undefined for a table that cannot be read, which its own examination tells. */
async function headerOf({ files }: NamedTable): Promise<readonly string[] | undefined> {
  try {
    return await readHeader(files);
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return undefined;
  }
}

interface Read extends Omit<Seen, 'table' | 'findings'> {
  readonly drafts: readonly Draft[];
}

/** A table that cannot be read says so, and the others are read all the same. */
async function readable(
  table: NamedTable,
  strict: boolean,
  request: ExamineRequest,
  read: () => Promise<Read>,
): Promise<Seen> {
  try {
    const { drafts, ...seen } = await read();
    return { table, ...seen, findings: await finished(table, drafts, !isRedacted(request, request.id)) };
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return { table, findings: unreadableFindings(table, error, strict) };
  }
}

function unreadableFindings({ name }: NamedTable, { problems }: TableUnreadable, strict: boolean): readonly Finding[] {
  return problems.map(({ file, line, message }) => ({
    code: 'TABLE_UNREADABLE',
    severity: strict ? 'error' : 'warning',
    table: name,
    count: 1,
    of: 1,
    message: strict ? message : `${message} It was not checked.`,
    samples: [],
    file,
    ...(line === undefined ? {} : { line }),
  }));
}

function rulesOf(
  request: ExamineRequest,
  header: readonly string[],
  references: Keys,
  fresh: boolean,
): readonly RowWatcher[] {
  const { schema, now } = request;
  if (schema === undefined) return [];
  return [ruling(header, schema.columns, (rule) => ({ now, keys: references.get(rule), fresh }))];
}

/** The ids of the held-out rows are checked by us and perhaps by the schema as well: told once. */
function withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
  const told = new Set<string>();
  return drafts.filter(({ code, column }) => {
    const key = `${code} ${column ?? ''}`;
    const isOfBoth = code === 'VALUE_NOT_UNIQUE' || code === 'VALUE_MISSING';
    return !isOfBoth || (!told.has(key) && Boolean(told.add(key)));
  });
}
