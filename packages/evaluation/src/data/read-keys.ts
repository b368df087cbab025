import { readBatches } from '../read/read.ts';
import { type ByteSource, TableUnreadable } from '../read/table.ts';
import { cellOf } from './cells.ts';
import { hashText } from './hash.ts';
import { HashSet } from './hash-set.ts';
import type { ExamineRequest } from './request.ts';
import type { ColumnRule } from './schema.ts';
import type { Finding } from './types.ts';

/** The keys that `exists-in` of each rule refers to; a file that is not there or cannot be read is a finding of the schema. */
export async function readKeys({ schema, references }: Pick<ExamineRequest, 'schema' | 'references'>): Promise<{
  readonly keys: ReadonlyMap<ColumnRule, HashSet>;
  readonly findings: readonly Finding[];
}> {
  const keys = new Map<ColumnRule, HashSet>();
  const findings: Finding[] = [];
  for (const [column, rule] of schema?.columns ?? []) {
    if (rule.existsIn === undefined) continue;
    const source = references?.get(rule.existsIn.file);
    const told = { column, file: schema?.file ?? '', ...(rule.line === undefined ? {} : { line: rule.line }) };
    if (source === undefined) findings.push(noFile(rule.existsIn.file, told));
    else {
      const found = await readColumn(source, rule.existsIn.column, told, findings);
      if (found !== undefined) keys.set(rule, found);
    }
  }
  return { keys, findings };
}

type Told = Pick<Finding, 'column' | 'file' | 'line'>;

async function readColumn(
  source: ByteSource,
  column: string,
  told: Told,
  findings: Finding[],
): Promise<HashSet | undefined> {
  const keys = new HashSet();
  try {
    for await (const { columns } of readBatches([source], [{ column, as: 'text' }])) {
      const [texts] = columns;
      if (texts?.kind !== 'text') continue;
      for (const text of texts.values) if (text !== undefined) keys.add(hashText(cellOf(text).text ?? ''));
    }
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    findings.push({ ...unreadable(told), message: `"exists-in" cannot be asked: ${error.problems[0]?.message ?? ''}` });
    return undefined;
  }
  return keys;
}

const noFile = (file: string, told: Told): Finding => ({
  ...unreadable(told),
  code: 'FILE_NOT_FOUND',
  message: `"exists-in" refers to ${file}; there is no such file.`,
});

const unreadable = (told: Told): Finding => ({
  ...told,
  code: 'TABLE_UNREADABLE',
  severity: 'error',
  table: 'schema',
  count: 1,
  of: 1,
  samples: [],
  message: '',
});
