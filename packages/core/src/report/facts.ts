import { code } from './markdown.ts';

/** Local means this machine: on a runner the endpoint dies with the job, so what was shown there is a rehearsal. */
export const isRehearsal = (destination: string): boolean => destination === 'local';

/** `sha256:` and the whole digest: it is there to be compared, and a shortened one cannot be. */
export const digestText = (digest: string): string => (digest.startsWith('sha256:') ? digest : `sha256:${digest}`);

/** A list of facts as Markdown: what was reused, what was made, what is proven. */
export const facts = (lines: readonly (readonly [name: string, value: string])[]): string =>
  lines.map(([name, value]) => `- **${name}** ${value}`).join('\n');

/** A digest as code. */
export const digestCode = (digest: string): string => code(digestText(digest));
