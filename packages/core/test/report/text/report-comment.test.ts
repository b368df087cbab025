import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../../src/domain/report.ts';
import { reportComment } from '../../../src/report/text/report-comment.ts';
import { reportSummary } from '../../../src/report/text/report-summary.ts';
import { staleComment } from '../../../src/report/text/stale-comment.ts';
import {
  aFailure,
  aHostileReport,
  aRefusal,
  aRehearsal,
  aReport,
  HOSTILE,
  manySlices,
  someReports,
} from '../a-report.ts';

const MOST = 65_536;
const MOST_SUMMARY = 1_048_576;
const LINKS = { run: 'https://github.com/org/churn/actions/runs/42', report: 'https://github.com/org/churn/report' };

const comment = (report: Report) => reportComment(report, { links: LINKS });
const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Three bytes and an escape a character, as long as a report may hold. */
const LONGEST = '﹏|'.repeat(2048);

/** As large as report.json may be, in everything that has no limit of its own. */
function theLargest(): Report {
  const report = aRehearsal();
  const gates = Array.from({ length: 300 }, () => ({ ...aFailure(), id: LONGEST, rule: LONGEST, sentence: LONGEST }));
  const finding = { ...aRefusal().findings[0], message: LONGEST, samples: [LONGEST], table: LONGEST };
  return {
    ...report,
    verdict: {
      ...report.verdict,
      verdict: 'fail',
      model: LONGEST,
      gates,
      metrics: Array.from({ length: 12 }, () => report.verdict.metrics).flat(),
    },
    slices: report.slices.flatMap((slice) =>
      Array.from({ length: 500 }, () => ({ ...slice, name: LONGEST, metric: LONGEST })),
    ),
    findings: Array.from({ length: 3000 }, () => finding) as Report['findings'],
    rehearsal: {
      head: 'a'.repeat(40),
      base: 'b'.repeat(40),
      changedFiles: Array.from({ length: 500 }, () => LONGEST),
      rules: Array.from({ length: 500 }, () => ({ what: 'gates', text: LONGEST, file: LONGEST, loosens: true })),
    },
  };
}

describe('the comment', () => {
  it('says verdict, what changed, and the metric that decides in its first three lines', () => {
    const lines = comment({
      ...aRefusal(),
      rehearsal: aRehearsal().rehearsal as NonNullable<Report['rehearsal']>,
    }).split('\n');

    expect(lines.slice(0, 3)).toEqual([
      '### ❌ Refused the change of `churn`: 1 of 4 gates holds against champion version 11; 1 fails, 1 cannot be decided, 1 warns',
      '**Changed:** `model/train.py`, `mlops.yml`, `libs/text/tokens.py` · `4f1c0de` against its base `ba5e0fb` · ⚠️ **makes the judging easier**; the rules of the base were used\\',
      '**Deciding:** `f1` 0.8214, Δ −0.0346 [−0.0431, −0.0261] (90 %) · 1,916 rows · 12 fixed, 61 broken · worst slice `brand = acme` Δ −0.1200 (84 rows)',
    ]);
  });

  it.each([
    ['pass', '### ✅ Passed the candidate of `churn`: 2 of 2 gates hold against champion version 11'],
    [
      'inconclusive',
      '### ❓ Refused the candidate of `wine-quality`: 0 of 1 gates hold against champion version 11; 1 cannot be decided',
    ],
    ['warn', '### ⚠️ Passed the candidate of `tickets`: 1 of 2 gates holds; 1 warns'],
    ['identical', '### ✅ Passed the candidate of `churn`: it is the champion itself'],
    ['incomplete', '### ❌ Refused the candidate of `churn`: the judging did not come to its end'],
    ['not-evaluated', '### ⚪ Not evaluated – the change of `churn`: the held-out rows are not readable here'],
    ['off', '### ⚪ Not judged – the candidate of `churn`: validation is off (mode: off), so any model would pass'],
  ])('says %s at once', (name, line) => {
    expect(comment(someReports()[name] ?? aReport()).split('\n')[0]).toBe(line);
  });

  it('says of what was not trained that nothing was, and of a new model whose rules judged it', () => {
    const text = 'the model is new, so its own gates and held-out rows judge it';
    const aNewModel = aRehearsal({ isNew: true, rules: [{ what: 'gates', text, file: 'mlops.yml' }] });

    expect(comment(someReports()['not-evaluated'] ?? aReport())).toContain('<sub>Nothing was trained; the binding');
    expect(comment(aNewModel)).toContain('<sub>A rehearsal of a new model; the binding');
    expect(comment(aNewModel).split('\n')[1]).toMatch(/ · the model is new, so its own rules were used\\$/);
    expect(comment(aNewModel)).not.toContain('rules of the base');
  });

  it('says of a dry run that it would have been refused', () => {
    expect(comment(someReports()['dry-run'] ?? aReport())).toMatch(/^### ⚠️ Dry run: would have been refused – /);
  });

  it('says how many rows would decide what cannot be decided', () => {
    expect(comment(someReports()['inconclusive'] ?? aReport())).toContain('needs ≥ 5,240 rows to decide');
  });

  it('names the worst slice of a gate on slices, whose figures are not of the whole', () => {
    expect(comment(someReports()['warn'] ?? aReport()).split('\n')[1]).toBe(
      '**Deciding:** `recall` on slices, worst `brand = acme` 0.4881 (84 rows) · 1,916 rows',
    );
  });

  it('shows the ten worst of many slices and says how many there are', () => {
    const text = comment(manySlices());

    expect(text.match(/`brand = maker \d+`/g)).toHaveLength(11);
    expect(text).toContain('1,734 more slices are not shown.');
  });

  it.each([
    ['many slices', manySlices()],
    ['everything as large as it may be', theLargest()],
  ])('of %s fits, with verdict, failed gates and link', (_name, report) => {
    const text = comment(report);

    expect(bytes(text)).toBeLessThanOrEqual(MOST);
    expect(text.length).toBeLessThanOrEqual(MOST);
    expect(text).toContain(LINKS.report);
    expect(text).toMatch(/^### ❌ Refused/);
    expect(text).toMatch(/^- /m);
    expect(balanced(text)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'http://example.com',
    'https://example.com/a) [x](https://evil.example',
    'https://example.com/"onclick',
  ])('makes no link of %s', (url) => {
    expect(reportComment(aReport(), { links: { run: url } })).not.toContain(url);
  });
});

describe('the summary', () => {
  it('fits into one step however large the report is, whole folds only', () => {
    const text = reportSummary(theLargest());

    expect(bytes(text)).toBeLessThanOrEqual(MOST_SUMMARY);
    expect(balanced(text)).toBe(true);
  });

  it('shows 200 of many slices and says how many there are', () => {
    const text = reportSummary(manySlices());

    expect(new Set(text.match(/`brand = maker \d+`/g)).size).toBe(200);
    expect(text).toContain('1,544 more slices are not shown.');
  });

  it('draws history and reliability', () => {
    expect(reportSummary(aReport()).match(/```mermaid\nxychart-beta/g)).toHaveLength(2);
  });
});

describe('texts of users', () => {
  it.each([
    ['the comment', comment(aHostileReport())],
    ['the summary', reportSummary(aHostileReport())],
  ])('cannot mention, refer, link, inject or reorder in %s', (_name, text) => {
    const shown = withoutCode(text);

    expect(shown).not.toMatch(/@team|#12|<img|(?<!\\)\]\(http:|`x`|\$x\$/);
    expect(shown.match(/<\/details>/g) ?? []).toHaveLength((shown.match(/<details>/g) ?? []).length);
    expect(text).not.toContain('\u202E');
    expect(text).not.toMatch(/^# big/m);
    expect(shown).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('do not become other names by being cut', () => {
    expect(comment(aHostileReport())).not.toContain(HOSTILE.slice(0, 100));
  });
});

describe('an outdated comment', () => {
  const body = `<!-- mlops:churn -->\n${comment(aRehearsal())}`;
  const stale = staleComment(body, 'commit 77aa11b was pushed');

  it('keeps its marker, says why, strikes its verdict through and folds the rest', () => {
    expect(stale.split('\n').slice(0, 4)).toEqual([
      '<!-- mlops:churn -->',
      '> ⏳ **Outdated:** commit 77aa11b was pushed.',
      '',
      '~~✅ Passed the change of `churn`: 2 of 2 gates hold against the model of the base commit~~',
    ]);
    expect(stale).toContain('<summary>What it said</summary>');
    expect(balanced(stale)).toBe(true);
  });

  it('stays as it is when it is outdated already', () => {
    expect(staleComment(stale, 'something else')).toBe(stale);
  });

  it('keeps a marker at its end', () => {
    expect(staleComment('### ✅ Passed\nmore\n<!-- key -->', 'x')).toMatch(/\n<!-- key -->$/);
  });

  it('lets nothing of the reason become markup', () => {
    expect(staleComment(body, '@team <b>')).toContain('@\u200Bteam &lt;b&gt;');
  });

  it('fits when the comment was as large as it may be', () => {
    expect(bytes(staleComment(comment(theLargest()), LONGEST))).toBeLessThanOrEqual(MOST);
  });
});

/** Every fold and fence that is opened is closed. */
function balanced(text: string): boolean {
  const shown = withoutCode(text);
  const number = (pattern: RegExp) => (shown.match(pattern) ?? []).length;
  return number(/<details>/g) === number(/<\/details>/g) && (text.match(/^```/gm) ?? []).length % 2 === 0;
}

/** What GitHub reads as Markdown: without code spans, which it shows as they are. */
const withoutCode = (text: string): string => text.replaceAll('\\`', '').replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
