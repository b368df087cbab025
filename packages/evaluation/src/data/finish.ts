import type { ByteSource } from '../read/table.ts';
import type { Draft } from './draft.ts';
import { linesOfRows } from './line-of-row.ts';
import type { RowPlace } from './offences.ts';
import type { Finding } from './types.ts';

/** A table as findings speak of it. */
export interface NamedTable {
  /** `train`, `held-out`, or another channel. */
  readonly name: string;
  readonly files: readonly ByteSource[];
  /** Line of a row of the table where the user wrote it, when `files` are a part of that. */
  readonly lineOf?: (row: number) => number | undefined;
}

/** Findings with the lines and the keys of their rows; ids only when they may be printed. */
export async function finished(
  table: NamedTable,
  drafts: readonly Draft[],
  idsShown: boolean,
): Promise<readonly Finding[]> {
  const lines = await linesIn(
    table,
    drafts.flatMap(({ offences }) => offences?.samples ?? []),
  );
  return drafts.map(({ offences, ...draft }) => {
    const places = offences?.samples ?? [];
    const [first] = places;
    const file = first?.file ?? (table.files.length === 1 ? table.files[0]?.name : undefined);
    const line = first === undefined ? undefined : lines(first);
    return {
      ...draft,
      table: table.name,
      samples: places.flatMap((place) => keyOf(place, lines(place), idsShown)),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    };
  });
}

/** The id when there is one, else the line, else the number of the row. */
function keyOf({ id, row }: RowPlace, line: number | undefined, idsShown: boolean): readonly string[] {
  if (id !== undefined) return idsShown ? [id] : [];
  return [line === undefined ? `row ${row + 1}` : `line ${line}`];
}

async function linesIn(
  { files, lineOf }: NamedTable,
  places: readonly RowPlace[],
): Promise<(place: RowPlace) => number | undefined> {
  if (lineOf !== undefined) return ({ row }) => lineOf(row);
  const byFile = new Map<string, ReadonlyMap<number, number>>();
  for (const file of files) {
    const rows = places.filter((place) => place.file === file.name).map(({ rowInFile }) => rowInFile);
    byFile.set(file.name, await linesOfRows(file, rows));
  }
  return ({ file, rowInFile }) => byFile.get(file)?.get(rowInFile);
}
