import type { Run } from './run-act.ts';

/** Prints the job summaries of a run, so that whoever reads the log of the tests sees what a reviewer sees. */
export function show(title: string, { summaries }: Run): void {
  const body = summaries.map((text) => text.trim()).join('\n\n');
  process.stdout.write(`\n──── ${title}: job summary ────\n\n${body}\n\n${'─'.repeat(60)}\n`);
}
