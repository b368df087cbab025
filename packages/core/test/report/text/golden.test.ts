import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { dataReport } from '../../../src/report/data-report.ts';
import { modelCard } from '../../../src/report/text/model-card.ts';
import { reportComment } from '../../../src/report/text/report-comment.ts';
import { reportSummary } from '../../../src/report/text/report-summary.ts';
import { staleComment } from '../../../src/report/text/stale-comment.ts';
import { aHostileReport, aMulticlass, aRanking, aRefusal, aRegression, aRehearsal, aReport } from '../a-report.ts';

/**
 * What people read, as files that can be judged as they are shown: open them with a Markdown viewer.
 * `MLOPS_RENEW_GOLDEN=true` writes them again; look at the difference before it is committed.
 */
const RENEW = process.env['MLOPS_RENEW_GOLDEN'] === 'true';

const LINKS = {
  run: 'https://github.com/org/churn/actions/runs/42',
  report: 'https://github.com/org/churn/actions/runs/42/artifacts/7',
};

const comment = (report: Parameters<typeof reportComment>[0]) => reportComment(report, { links: LINKS });

const texts: Readonly<Record<string, string>> = {
  'summary-refused': reportSummary(aRefusal()),
  'summary-regression': reportSummary(aRegression()),
  'summary-ranking': reportSummary(aRanking()),
  'summary-first-model': reportSummary(aMulticlass()),
  'comment-rehearsal': comment(aRehearsal()),
  'comment-refused': comment(aRefusal()),
  'comment-hostile': comment(aHostileReport()),
  'comment-outdated': staleComment(`<!-- key -->\n${comment(aRehearsal())}`, 'commit 77aa11b was pushed'),
  'model-card': modelCard(aReport()),
  'data-invalid': dataReport({ model: 'churn', outcome: 'invalid', findings: aRefusal().findings }),
};

describe('golden texts', () => {
  it.each(Object.entries(texts))('%s reads as committed', (name, text) => {
    const file = new URL(`golden/${name}.md`, import.meta.url);
    if (RENEW) writeFileSync(file, text);

    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
  });
});
