import { describe, expect, it } from '@jest/globals';
import { sparkline } from '../../../src/report/text/history-parts.ts';
import { historyDrawing, reliabilityDrawing } from '../../../src/report/text/mermaid.ts';
import { aHostileReport, aRegression, aReport } from '../a-report.ts';

describe('drawings of a summary', () => {
  it('show the metric of comparable verdicts, today last', () => {
    expect(historyDrawing(aReport())).toMatchInlineSnapshot(`
"\`\`\`mermaid
xychart-beta
  title "f1 over the last verdicts"
  x-axis ["v9", "09-20", "v10", "v11", "now"]
  y-axis 0.8161 --> 0.8673
  line [0.842, 0.822, 0.851, 0.855, 0.8614]
\`\`\`"
`);
  });

  it('are left out when there is nothing to see', () => {
    expect(historyDrawing(aRegression())).toBe('');
    expect(reliabilityDrawing(aRegression())).toBe('');
  });

  it('hold no text of users that could end a quote', () => {
    const quotes = historyDrawing(aHostileReport()).match(/"[^"\n]*"/g) ?? [];

    expect(quotes.join('')).not.toMatch(/[<>@#`$\\]|\n/);
    expect(historyDrawing(aHostileReport()).split('\n')).toHaveLength(7);
  });
});

it.each([
  [[0, 1, 2], '▁▅█'],
  [[1, 1, 1], '▄▄▄'],
  [[0.9, 0.1], '█▁'],
])('draws %j as %s', (values, blocks) => {
  expect(sparkline(values)).toBe(blocks);
});
