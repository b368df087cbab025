import type { ServeResult } from '../stages/results.ts';
import { digestCode, facts, isRehearsal } from './facts.ts';
import { code, escapeMarkdown, folded, table } from './markdown.ts';
import { serveVerdict } from './serve-verdict.ts';

/** The serve stage as Markdown: what happened, what proves it, what the endpoint answered. */
export function serveSummary(result: ServeResult): string {
  const { mark, sentence } = serveVerdict(result, code);
  return [
    `## ${mark} ${sentence}`,
    rehearsal(result),
    undone(result),
    proofSection(result),
    smokeSection(result),
    details(result),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** What a roll-back took out of service, and how it may come back. */
function undone({ undone: bad }: ServeResult): string {
  if (bad === undefined) return '';
  const reason = bad.reason === undefined ? '' : `: ${escapeMarkdown(bad.reason, 300)}`;
  const held = bad.quarantined
    ? ' Its model is in quarantine for this endpoint until it is released with mode `release`.'
    : ' Its model is not in quarantine: it is the same, or it was released.';
  return `Generation ${bad.generation} is out of service${reason}.${held}`;
}

const rehearsal = ({ destination }: ServeResult): string =>
  isRehearsal(destination)
    ? '> **Rehearsal.** The destination is local: the endpoint runs beside this command, on a GitHub runner only as long as the job does.'
    : '';

function proofSection({ proof, modelDigest, smoke }: ServeResult): string {
  if (proof === undefined) return '';
  const answered = smoke.find((answer) => answer.modelDigest !== undefined)?.modelDigest;
  const rows = [
    ['The endpoint uses the configuration', code(proof.configName)],
    ['Its running image', code(proof.resolvedImage)],
    ['Its model archive', code(proof.modelUri)],
    ['Requested model', digestCode(modelDigest)],
    [
      'Model that answered',
      answered === undefined
        ? 'the container does not say'
        : `${digestCode(answered)}${answered === modelDigest ? ' ✅' : ' ❌'}`,
    ],
  ];
  return `### What proves it\n\n${table(['Fact', 'Observed'], rows)}`;
}

function smokeSection({ smoke }: ServeResult): string {
  if (smoke.length === 0) return '';
  const rows = smoke.map(({ name, status, passed, milliseconds, answer, problem, sent, warning }) => [
    passed ? (warning === undefined ? '✅' : '⚠️') : '❌',
    `${escapeMarkdown(name)}${sent === undefined ? '' : ` (${sent} times)`}`,
    String(status),
    `${Math.round(milliseconds)} ms`,
    problem === undefined ? code(answer.slice(0, 160)) : escapeMarkdown(problem, 200),
  ]);
  return `### Smoke requests\n\n${table(['', 'Request', 'Status', 'Time', 'Answer'], rows, [2, 3])}`;
}

function details({ previousModelDigest, modelDigest, records, generation }: ServeResult): string {
  const replaced: (readonly [string, string])[] =
    previousModelDigest === undefined || previousModelDigest === modelDigest
      ? []
      : [['Replaced model', digestCode(previousModelDigest)]];
  return folded('Records', facts([['Generation', String(generation)], ...replaced, ['Ledger', code(records.ledger)]]));
}
