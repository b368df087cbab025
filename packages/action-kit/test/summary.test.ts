import { expect, it } from '@jest/globals';
import { boundSummary, MAX_SUMMARY_BYTES } from '../src/summary.ts';

it('leaves a summary that fits as it is', () => {
  expect(boundSummary('# Passed\n')).toBe('# Passed\n');
});

it('cuts between lines below the limit of bytes, closes what is open and says so', () => {
  const line = `${'ü'.repeat(100)}\n`;
  const cut = boundSummary(
    `# Verdict\n<details>\n<summary>Rows</summary>\n\n\`\`\`\n${line.repeat(6000)}\`\`\`\n</details>\n`,
  );

  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
  expect(cut).toMatch(
    /ü\n```\n<\/details>\n\n\n\*The summary was too long and ends here; the records hold everything\.\*\n$/,
  );
});
