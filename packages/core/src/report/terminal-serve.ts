import type { ServeResult } from '../stages/results.ts';
import { alignColumns } from './align-columns.ts';
import { digestText, isRehearsal } from './facts.ts';
import { serveVerdict } from './serve-verdict.ts';

/** The serve stage as plain text for a terminal: the same facts as the summary. */
export function terminalServe(result: ServeResult): string {
  const { mark, sentence } = serveVerdict(result, (text) => text);
  const { proof, smoke, modelDigest, destination, records, undone } = result;
  const answered = smoke.find((answer) => answer.modelDigest !== undefined)?.modelDigest;
  const rows = [
    ['model', digestText(modelDigest)],
    ['answered', answered === undefined ? 'the container does not say' : digestText(answered)],
    ...(proof === undefined
      ? []
      : [
          ['config', proof.configName],
          ['image', proof.resolvedImage],
          ['archive', proof.modelUri],
        ]),
    ...smoke.map((answer) => [
      'smoke',
      `${answer.passed ? (answer.warning === undefined ? 'ok' : 'slow') : 'FAILED'}  ${answer.name}: ${answer.status} in ${Math.round(answer.milliseconds)} ms  ${answer.problem ?? oneLine(answer.answer)}`,
    ]),
    ...(undone === undefined
      ? []
      : [['undone', `generation ${undone.generation}${undone.quarantined ? ', its model is in quarantine' : ''}`]]),
    ...(isRehearsal(destination) ? [['where', 'local: the endpoint runs on this machine']] : []),
    ['ledger', records.ledger],
  ];
  return `${mark} ${sentence}\n${alignColumns(rows)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120);
