import type { Cell } from './cells.ts';
import { type CheckContext, checksOf } from './column-checks.ts';
import { ColumnProfiler } from './column-profiler.ts';
import { counted, type Draft, quoted } from './draft.ts';
import { hashPair, hashText } from './hash.ts';
import type { HeldOutKeys } from './held-out-keys.ts';
import { KeyIndex } from './key-index.ts';
import { LabelLeak } from './label-leak.ts';
import { Offences } from './offences.ts';
import { RowRepeats } from './row-repeats.ts';
import type { RowWatcher } from './rows.ts';
import type { ColumnRule } from './schema.ts';
import type { FindingCode } from './types.ts';

const NOTHING = (): readonly Draft[] => [];

/** Profiles every column. */
export function profiling(
  header: readonly string[],
): RowWatcher & { readonly columns: ReadonlyMap<string, ColumnProfiler> } {
  const columns = new Map(header.map((name) => [name, new ColumnProfiler()]));
  const inOrder = [...columns.values()];
  return {
    columns,
    see(cells) {
      for (let index = 0; index < inOrder.length; index += 1) inOrder[index]?.add(cells[index] as Cell);
    },
    findings: NOTHING,
  };
}

/** Checks the columns that have a rule. */
export function ruling(
  header: readonly string[],
  rules: ReadonlyMap<string, ColumnRule>,
  context: (rule: ColumnRule) => CheckContext,
): RowWatcher {
  const checks = header.flatMap((name, index) => {
    const rule = rules.get(name);
    return rule === undefined ? [] : checksOf(name, rule, context(rule)).map((check) => ({ index, check }));
  });
  return {
    see(cells, place) {
      for (const { index, check } of checks) check.see(cells[index] as Cell, place);
    },
    findings: (rows) => checks.flatMap(({ check }) => check.findings(rows)),
  };
}

/** Counts rows that repeat another one. Columns that only name a row are no part of it. */
export function repeating(
  header: readonly string[],
  told: { readonly id: string | undefined; readonly label: string | undefined; readonly maxShare: number | undefined },
): RowWatcher {
  const repeats = new RowRepeats();
  const labelAt = told.label === undefined ? -1 : header.indexOf(told.label);
  const places = header.flatMap((name, index) => (name === told.id || index === labelAt ? [] : [index]));
  return {
    see(cells, place) {
      let features = 0;
      for (const index of places) features = hashPair(features, hashText(cells[index]?.text ?? ''));
      repeats.see(features, hashText(cells[labelAt]?.text ?? ''), place);
    },
    findings: (rows) => repeats.findings(rows, told.maxShare, labelAt < 0 ? undefined : told.label),
  };
}

/** Looks for columns that give the label away. */
export function leakingLabels(header: readonly string[], label: string, ignored: readonly string[]): RowWatcher {
  const labelAt = header.indexOf(label);
  const leaks = header.flatMap((name, index) =>
    index === labelAt || ignored.includes(name) ? [] : [{ index, leak: new LabelLeak(name) }],
  );
  return {
    see(cells) {
      for (const { index, leak } of leaks) leak.see(cells[index] as Cell, cells[labelAt] as Cell);
    },
    findings: (rows) => leaks.flatMap(({ leak }) => leak.findings(rows)),
  };
}

/** Remembers the held-out rows. */
export function remembering(header: readonly string[], keys: HeldOutKeys): RowWatcher {
  const keyIn = keys.key.inTable(header);
  return {
    see: (cells, place) => keys.add(keyIn?.(cells) ?? '', place),
    findings: NOTHING,
  };
}

/** Held-out rows need a label, and where they have ids, one each that tells them apart. */
export function judging(
  header: readonly string[],
  label: string,
  id: string | undefined,
  redacted: boolean,
): RowWatcher {
  const [labelAt, unlabelled, nameless, repeated] = [
    header.indexOf(label),
    new Offences(),
    new Offences(),
    new Offences(),
  ];
  const seen = new KeyIndex();
  const isKnown = (text: string, before = seen.size) => seen.add(text) < before;
  return {
    see(cells, place) {
      if (cells[labelAt]?.text === undefined) unlabelled.add(place);
      if (id === undefined) return;
      if (place.id === undefined) nameless.add(place);
      else if (isKnown(place.id)) repeated.add(place, place.id);
    },
    findings: (of) => [
      ...without('label', 'LABEL_MISSING', label, of, unlabelled),
      ...without('id', 'VALUE_MISSING', id ?? '', of, nameless),
      ...repeatedIds(repeated, of, id, redacted),
    ],
  };
}

function without(what: string, code: FindingCode, column: string, of: number, offences: Offences): readonly Draft[] {
  const { count } = offences;
  if (count === 0) return [];
  const message = `${counted(count)} of ${counted(of)} held-out rows have no ${what}.`;
  return [{ code, severity: 'error', column, count, of, message, offences }];
}

function repeatedIds(offences: Offences, of: number, column: string | undefined, redacted: boolean): readonly Draft[] {
  const { count, samples } = offences;
  if (count === 0 || column === undefined) return [];
  const examples = [...new Set(samples.map(({ id }) => id ?? ''))].slice(0, 5);
  const shown = redacted ? '' : `, e.g. ${examples.map(plain).join(', ')}`;
  const message = `${counted(count)} ids occur more than once${shown}.`;
  return [{ code: 'VALUE_NOT_UNIQUE', severity: 'error', column, count, of, message, offences }];
}

const plain = (id: string): string => (/^[\w.:-]{1,60}$/.test(id) ? id : quoted(id));
