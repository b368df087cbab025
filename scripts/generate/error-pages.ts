import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type ErrorCode } from '@mlops-actions/core';
import { ROOT } from '../root.ts';
import { exampleOf } from './error-examples.ts';

const [START, END] = ['<!-- example:start -->', '<!-- example:end -->'];

/** Every page of docs/troubleshooting with the text the error has today; what is written around it stays as it is. */
export function errorPages(): Readonly<Record<string, () => string>> {
  return Object.fromEntries(
    (Object.keys(catalogue) as ErrorCode[]).map((code) => {
      const file = `docs/troubleshooting/${code}.md`;
      return [file, () => withExample(file, code)];
    }),
  );
}

function withExample(file: string, code: ErrorCode): string {
  const page = readFileSync(join(ROOT, file), 'utf8');
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has no ${START} … ${END}.`);
  const { message, hint } = exampleOf(code);
  return `${before}${START}\n\`\`\`text\n${code}: ${message}\n\n${hint}\n\`\`\`\n${END}${after}`;
}
