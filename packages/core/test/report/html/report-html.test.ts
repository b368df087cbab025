import { describe, expect, it } from '@jest/globals';
import { reportHtml } from '../../../src/report/html/report-html.ts';
import { reportSummary } from '../../../src/report/text/report-summary.ts';
import {
  aBinaryVerdict,
  aFailure,
  aHostileReport,
  aRanking,
  aRefusal,
  aRegression,
  aRehearsal,
  aReport,
  manySlices,
  someReports,
} from '../a-report.ts';

const everyReport = Object.entries({ ...someReports(), hostile: aHostileReport(), 'many slices': manySlices() });

const textOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe.each(everyReport)('the page of %s', (_name, report) => {
  const page = reportHtml(report);

  it('is alone: no script, no address that is loaded, no handler', () => {
    const attributes = new Set(
      [...page.replace(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)=""/gi)].map(([, name]) => name),
    );

    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i);
    expect([...page.matchAll(/ href="([^"]*)"/g)].map(([, address]) => address)).toEqual(['#content']);
    expect([...attributes].filter((name) => /^(on|src|style|xlink)/.test(name ?? ''))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  });

  it('has one first heading, and no heading that skips a level', () => {
    const levels = [...page.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));

    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, index) => {
      expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it('names every picture for those who do not see it', () => {
    const pictures = [...page.matchAll(/<svg\b[^>]*>(<title>[^<]+<\/title>)?/g)];

    expect(pictures.length).toBeGreaterThan(0);
    for (const [tag, title] of pictures)
      expect(
        title !== undefined && tag.includes('role="img"') ? 'named' : tag.includes('aria-hidden="true"'),
      ).toBeTruthy();
  });

  it('closes what it opens, and draws nothing at no place', () => {
    const open: string[] = [];
    for (const [, close, name = '', self] of page.matchAll(/<(\/?)([a-z0-9]+)\b[^>]*?(\/?)>/gi)) {
      if (self === '/' || ['meta'].includes(name)) continue;
      if (close === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }

    expect(open).toEqual([]);
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });
});

describe('what a page says', () => {
  it.each([
    ['pass', 'Passed'],
    ['fail', 'Refused'],
    ['warn', 'Passed'],
    ['inconclusive', 'Refused'],
    ['incomplete', 'Refused'],
    ['off', 'Not judged'],
    ['not-evaluated', 'Not evaluated'],
    ['dry-run', 'Dry run: would have been refused'],
  ])('%s in its first heading and its title', (name, word) => {
    const page = reportHtml(someReports()[name] ?? aReport());

    expect(/<h1>.*?<span>([^<]*)<\/span><\/h1>/.exec(page)?.[1]).toBe(word);
    expect(/<title>([^<]*)<\/title>/.exec(page)?.[1]).toMatch(new RegExp(`^${word}: `));
  });

  it.each([
    ['rehearsal', someReports()['rehearsal'], 'was trained and judged beside its base'],
    ['new model', aRehearsal({ isNew: true }), 'was trained and judged by its own rules: the model is new'],
    ['change that is not evaluated', someReports()['not-evaluated'], 'nothing was trained'],
  ])('of a %s what was trained and by whose rules it was judged', (_what, report = aReport(), text) => {
    expect(textOf(reportHtml(report))).toContain(text);
    expect(textOf(reportHtml(report)).includes('with the same budget')).toBe(_what === 'rehearsal');
  });

  it('failed gates before everything else, with value, difference, interval, rows', () => {
    const text = textOf(reportHtml(aRefusal()));
    const order = ['f1-champion', 'auc-better', 'recall-brands', 'Metrics', 'Slices', 'Charts', 'Data', 'Provenance'];

    expect(order.map((name) => text.indexOf(` ${name} `))).toEqual(
      order.map((name) => text.indexOf(` ${name} `)).toSorted((a, b) => a - b),
    );
    expect(text).toContain('−0.0346 [−0.0431, −0.0261]');
    expect(text).toContain('≥ 5,240');
    expect(text).toContain('brand = acme : 0.4881 [0.3840, 0.5932], 84 rows');
  });

  it.each([
    [undefined, '90 %'],
    [0.95, '90 %'],
    [0.99, '98 %'],
    [0.999, '99.8 %'],
    [0.8, '60 %'],
  ])('at which level the interval of a gate of confidence %s is', (confidence, level) => {
    const gate = { ...aFailure(), ...(confidence === undefined ? {} : { confidence }) };
    const report = aRefusal({ verdict: aBinaryVerdict({ verdict: 'fail', gates: [gate] }) });

    expect(textOf(reportHtml(report))).toContain(`Difference [${level}] −0.0346 [−0.0431, −0.0261]`);
    expect(reportSummary(report)).toContain(`Δ −0.0346 [−0.0431, −0.0261] (${level})`);
  });

  it('whose value it is when a gate looks at slices', () => {
    expect(textOf(reportHtml(aRefusal()))).toContain('Value of the worst slice [95 %] 0.4881 [0.3840, 0.5932]');
  });

  it('the worst slice first', () => {
    const rows = [...reportHtml(aRefusal()).matchAll(/<th role="rowheader" scope="row">([^<]*)</g)].map(
      ([, name]) => name,
    );

    expect(rows.filter((name) => /=|≤/.test(name ?? '')).slice(0, 3)).toEqual([
      'brand = acme',
      'region = south',
      'region = north',
    ]);
  });

  it('what a pull request changes of the rules', () => {
    const text = textOf(reportHtml(someReports()['rehearsal'] ?? aReport()));

    expect(text).toContain('makes it easier to pass f1-floor: ≥ 0.85 becomes ≥ 0.70 mlops.yml');
    expect(text).toContain('1,412 equal ones');
  });

  it('only what its task has', () => {
    const page = reportHtml(aRegression());

    expect(page).toContain('Errors of the candidate');
    expect(page).not.toContain('ROC curve');
    expect(page).not.toContain('takes for what');
  });

  it('queries where a metric is about queries, and no chart that a ranking has nothing for', () => {
    const page = reportHtml(aRanking());
    const text = textOf(page);

    expect(text).toContain('Queries 310 p of');
    expect(text).toContain('Smallest drop these queries show 0.0441 Queries needed to decide ≥ 480');
    expect(text).toContain('f1 no value (no decisions)');
    expect([...page.matchAll(/<figcaption><h3>([^<]*)</g)].map(([, title]) => title)).toEqual([
      'ROC curve',
      'Precision and recall',
      'Scores of the candidate',
    ]);
    expect(page).not.toContain('id="answers"');
  });

  it('no passing colour for what was not judged', () => {
    expect(reportHtml(someReports()['not-evaluated'] ?? aReport())).toContain('<header class="neutral">');
    expect(reportHtml(someReports()['off'] ?? aReport())).not.toMatch(/class="[^"]*\bpass\b/);
  });

  it('how many slices it does not show', () => {
    expect(textOf(reportHtml(manySlices()))).toContain('1,244 more slices are not shown.');
  });

  it('no text of users as markup', () => {
    const page = reportHtml(aHostileReport());

    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('\u202E');
  });
});
