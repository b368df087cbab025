import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordStore, Records } from '../contracts.ts';
import { syncFolder, writeFileAtomic } from './atomic-file.ts';

/** Records as JSON files, `<folder>/<kind>/<name>.json`, read once and kept in memory; values are copied in and out. */
export function recordStore(folder: string): RecordStore {
  const kinds = new Map<string, Records<unknown>>();
  return {
    records<T>(kind: string): Records<T> {
      const known = kinds.get(kind) ?? openRecords(join(folder, kind));
      kinds.set(kind, known);
      return known as Records<T>;
    },
  };
}

/** The records of a kind as they are on disk now, oldest name first; needs no server and disturbs none. */
export function readRecords(
  folder: string,
  kind: string,
): readonly { readonly name: string; readonly value: unknown }[] {
  return readAll(join(folder, kind));
}

function openRecords(folder: string): Records<unknown> {
  mkdirSync(folder, { recursive: true });
  const values = new Map(readAll(folder).map(({ name, value }) => [name, value]));
  return {
    get: (name) => structuredClone(values.get(name)),
    put(name, value) {
      const text = JSON.stringify(value, null, 1);
      writeFileAtomic(join(folder, fileName(name)), text);
      values.set(name, JSON.parse(text));
    },
    delete(name) {
      if (!values.has(name)) return false;
      rmSync(join(folder, fileName(name)));
      syncFolder(folder);
      return values.delete(name);
    },
    list: () => [...values].map(([name, value]) => ({ name, value: structuredClone(value) })),
  };
}

function readAll(folder: string): { name: string; value: unknown }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: recordName(file), value: JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}

/** Names hold slashes and colons (ARNs, `group/3`); percent-encoding keeps them readable and reversible. */
const fileName = (name: string) => `${encodeURIComponent(name)}.json`;
const recordName = (file: string) => decodeURIComponent(file.slice(0, -'.json'.length));
