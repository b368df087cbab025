import type { ProfileKind } from './column-profiler.ts';
import { type Draft, quoted } from './draft.ts';
import { driftFindings } from './drift.ts';
import { examineHeldOut, examineTraining, type Seen } from './examine-table.ts';
import { finished } from './finish.ts';
import { type Profile, profileOf } from './profile.ts';
import { readKeys } from './read-keys.ts';
import { type ExamineRequest, isRedacted } from './request.ts';
import { DRIFT_LIMITS } from './schema.ts';
import type { DataOutcome, Finding } from './types.ts';

export interface Examined {
  readonly outcome: DataOutcome;
  /** Errors first, then drift, then warnings. */
  readonly findings: readonly Finding[];
  /** Of the main table, when it could be read. */
  readonly profile?: Profile;
  /** The tables that could be read: of how many files, and with how many rows. */
  readonly tables: readonly { readonly name: string; readonly files: number; readonly rows: number }[];
}

/**
 * Reads every table once and tells everything that is wrong with it, or between them. What cannot be read is a finding; what the
 * ports behind the sources throw is thrown.
 */
export async function examine(request: ExamineRequest): Promise<Examined> {
  const { keys, findings: unreadable } = await readKeys(request);
  const heldOut = request.heldOut === undefined ? undefined : await examineHeldOut(request, request.heldOut, keys);
  const training: Seen[] = [];
  for (const table of request.training) training.push(await examineTraining(request, table, heldOut, keys));
  const main = training.find(({ table }) => 'main' in table);
  const drift = main?.columns === undefined || heldOut?.columns === undefined ? [] : driftOf(request, main, heldOut);
  const drifted = heldOut === undefined ? [] : await finished(heldOut.table, drift, true);
  const seen = [...training, ...(heldOut === undefined ? [] : [heldOut])];
  const findings = inOrder([...unreadable, ...seen.flatMap((one) => one.findings), ...drifted]);
  const profile = main === undefined ? undefined : profileIn(request, main);
  return {
    outcome: outcomeOf(findings),
    findings,
    tables: seen.flatMap(({ table: { name, files }, rows }) =>
      rows === undefined ? [] : [{ name, files: files.length, rows }],
    ),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** Errors make data invalid, drift makes it drifted, and a warning changes nothing. */
export function outcomeOf(findings: readonly Finding[]): DataOutcome {
  if (findings.some(({ severity }) => severity === 'error')) return 'invalid';
  return findings.some(({ severity }) => severity === 'drift') ? 'drifted' : 'valid';
}

function driftOf(request: ExamineRequest, main: Seen, heldOut: Seen): readonly Draft[] {
  const { schema, id, roles = [] } = request;
  const columns = [...(main.columns ?? [])].flatMap(([name, reference]) => {
    const current = heldOut.columns?.get(name);
    if (current === undefined || current.rows === 0 || reference.rows === 0 || name === id || roles.includes(name))
      return [];
    const kind = schema?.columns.get(name)?.type ?? reference.kind;
    return [{ name, kind, reference, current, redacted: isRedacted(request, name) }];
  });
  return driftFindings(columns, schema?.drift ?? DRIFT_LIMITS, `table ${quoted(main.table.name)}`);
}

function profileIn(request: ExamineRequest, { table, rows, columns }: Seen): Profile | undefined {
  if (rows === undefined || columns === undefined) return undefined;
  const rules = [...(request.schema?.columns ?? [])];
  return profileOf(table.name, rows, columns, {
    kinds: new Map<string, ProfileKind>(rules.map(([name, { type }]) => [name, type])),
    redacted: new Set([...columns.keys()].filter((name) => isRedacted(request, name))),
  });
}

const RANKS = { error: 0, drift: 1, warning: 2 } as const;

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
