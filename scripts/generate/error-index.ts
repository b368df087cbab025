import { catalogue, type ErrorCode, type ErrorKind } from '@mlops-actions/core';

const KINDS: Readonly<Record<ErrorKind, string>> = {
  user: 'Your files or inputs have to change',
  gate: 'A gate said no',
  remote: 'A service, a job or an endpoint failed',
  bug: 'A defect of mlops-actions',
};

/** The table of contents of docs/troubleshooting, by who has to act. */
export function errorIndex(): string {
  const sections = Object.entries(KINDS).map(([kind, title]) => {
    const codes = (Object.keys(catalogue) as ErrorCode[]).filter((code) => catalogue[code].kind === kind).sort();
    return `## ${title}\n\n${codes.map((code) => `- [${code}](${code}.md): ${catalogue[code].hint}`).join('\n')}\n`;
  });
  return `# Troubleshooting

Every error has a code, one sentence that names the thing and the value, and a hint. The code is the title of the annotation in
a workflow, the first word in a terminal and \`error.code\` with \`--json\`.

${sections.join('\n')}`;
}
