import { type Entry, entry } from './entry.ts';

/** The run itself. */
export const runErrors = {
  TIMED_OUT: entry(
    'remote',
    (d: { readonly what: string; readonly seconds: number }) => `${d.what} did not finish within ${d.seconds} s.`,
    'Running the same command again resumes the wait; nothing is started twice.',
  ),
  UNEXPECTED: entry(
    'bug',
    (d: { readonly problem: string }) => `Something happened that mlops-actions did not expect: ${d.problem}`,
    'This is a defect of mlops-actions, not of your files. Please report it with the lines printed around this message.',
  ),
  CANCELLED: entry(
    'user',
    (d: { readonly what: string }) => `Cancelled: ${d.what}.`,
    'Running the same command again resumes what is still running and starts what was stopped.',
  ),
} as const satisfies Record<string, Entry<never>>;
