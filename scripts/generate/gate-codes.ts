import { GATE_CODES } from '@mlops-actions/core';

/** What a reader of a verdict looks up: every code, what it means and what can be done. */
export function gateCodes(): string {
  const sections = Object.entries(GATE_CODES)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([code, { means, remedy }]) => `## ${code}\n\n${means}\n\n${remedy}\n`);
  return `# Codes of gates

A gate that did not simply pass or fail on its numbers says why with a code, in \`gates[].code\` of \`gate.json\` and for single
slices in \`gates[].slices[].code\`. A code never changes its meaning. How gates are written is in
[mlops.yml](mlops-yml.md), how they are meant in the [guide](../guides/data-scientist.md#gates).

${sections.join('\n')}`;
}
