import type { EndpointHistory } from '../stages/history.ts';
import type { LedgerLine } from '../stages/ledger.ts';
import { alignColumns } from './align-columns.ts';
import { digestText } from './facts.ts';

/** The generations of an endpoint and its quarantine as plain text. */
export function terminalHistory({ endpoint, status, generation, ledger, quarantine }: EndpointHistory): string {
  const generations = ledger.map((line) => row(line, generation));
  const held = quarantine.map(({ model, packageVersion, modelDigest, since, reason }) => [
    `${model} version ${packageVersion}`,
    digestText(modelDigest),
    `since generation ${since}`,
    oneLine(reason),
  ]);
  return [`endpoint ${endpoint}: ${status}`, section('generations', generations), section('in quarantine', held)].join(
    '\n\n',
  );
}

const row = ({ entry, outcome }: LedgerLine, live: number | null): readonly string[] => [
  `${entry.generation === live ? '→' : ' '} ${entry.generation}`,
  `${entry.model} version ${entry.packageVersion}`,
  digestText(entry.modelDigest),
  entry.action === undefined
    ? 'deploy'
    : `${entry.action} to ${entry.revives ?? '?'}, undoes ${entry.undoes ?? 'none'}`,
  outcome?.outcome ?? 'unfinished',
  oneLine(outcome?.reason ?? entry.reason ?? ''),
];

const section = (title: string, rows: readonly (readonly string[])[]): string =>
  `${title}\n${rows.length === 0 ? 'none' : alignColumns(rows)}`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120);
