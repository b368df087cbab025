import { describe, expect, it } from '@jest/globals';
import { isMlopsError } from '../../src/domain/errors.ts';
import { gateAnnotations } from '../../src/report/gate-annotations.ts';
import { reportHtml } from '../../src/report/html/report-html.ts';
import { modelCard } from '../../src/report/text/model-card.ts';
import { reportComment } from '../../src/report/text/report-comment.ts';
import { reportSummary } from '../../src/report/text/report-summary.ts';
import { judgePredictions } from '../../src/stages/judge-predictions.ts';
import { world } from './world.ts';

type Config = Parameters<typeof judgePredictions>[0];

const NAMES = ['Ann', 'Bob', 'Cem'];
const people = Array.from({ length: 60 }, (_, row) => ({
  id: `secret-id-${row}`,
  name: `Secret${NAMES[row % 3]}`,
  region: row % 2 === 0 ? 'north' : 'south',
  label: row % 4 === 0 ? 'SecretSick' : 'SecretWell',
}));
const table = (header: string, line: (person: (typeof people)[number], row: number) => string) =>
  `${[header, ...people.map(line)].join('\n')}\n`;
const LABELS = table('id,name,region,label', ({ id, name, region, label }) => [id, name, region, label].join(','));
const other = (label: string) => (label === 'SecretSick' ? 'SecretWell' : 'SecretSick');
const said = (every: number) =>
  table('id,prediction', ({ id, label }, row) => `${id},${row % every === 1 ? other(label) : label}`);

const by = (...columns: string[]) => ({ name: columns.join(' × '), by: columns, minRows: 1, required: false });
const gate = { metric: 'accuracy', inconclusive: 'block', file: 'mlops.yml', line: 1 };
const onSlices = (rule: string, limit: object) => ({
  ...gate,
  id: `each-${rule.length}`,
  slices: [{ rule, minRows: 1, required: false }],
  ...limit,
});
const config = {
  model: 'health',
  task: 'multiclass',
  data: { kind: 'table', columns: { id: 'id', label: 'label' }, schema: 'data/schema.yml' },
  validate: {
    script: 'model/validate.py',
    firstModel: 'pass',
    mode: 'enforce',
    confidence: 0.95,
    exactRows: 1_000,
    slices: [by('name'), by('region'), by('name', 'region')],
    gates: [
      { ...gate, id: 'floor', min: 0.5 },
      onSlices('name', { min: 0.9 }),
      onSlices('name × region', { maxGap: 0.1 }),
      onSlices('region', { min: 0.1 }),
    ],
  },
} as unknown as Config;

async function judged(redacted: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const { ports, objects, events } = world();
  const rules = redacted.map((name) => `  ${name}: { type: text, redact: true }\n`).join('');
  const schema = `version: 1\ncolumns:\n${rules}  region: { type: category }\n`;
  const given = { 'data/schema.yml': schema, 'l.csv': LABELS, 'p.csv': said(10), 'c.csv': said(7), ...files };
  for (const [path, text] of Object.entries(given)) objects.set(path, text);
  const asked = { predictions: 'p.csv', labels: 'l.csv', championPredictions: 'c.csv' };
  const answer = judgePredictions(config, asked, ports);
  const printed = async () => {
    const { report, verdict } = await answer;
    const records = [...objects].filter(([key]) => !(key in given));
    const shown = [reportHtml, reportSummary, modelCard].map((render) => render(report));
    return JSON.stringify([
      records,
      events,
      shown,
      reportComment(report, { links: {} }),
      gateAnnotations(verdict),
      report,
      verdict,
    ]);
  };
  return { answer, printed };
}

const ALL = ['id', 'name', 'label'];

describe('values of a redacted column', () => {
  it('are in no record, report, summary, comment, annotation or history', async () => {
    const open = await (await judged([])).printed();
    const closed = await (await judged(ALL)).printed();

    for (const secret of ['secret-id-', 'SecretAnn', 'SecretSick']) expect(open).toContain(secret);
    expect(closed).not.toMatch(/secret/i);
  });

  it('still part rows into slices that gates are asked of, and change no figure', async () => {
    const open = await (await judged([])).answer;
    const closed = await (await judged(ALL)).answer;
    const figures = ({ verdict }: typeof open) => verdict.gates.map(({ outcome, value }) => [outcome, value]);

    expect(closed.verdict.gates[1]?.slices?.map(({ slice }) => slice).toSorted()).toEqual([
      'name (1)',
      'name (2)',
      'name (3)',
    ]);
    expect(closed.report.slices.map(({ name }) => name)).toContain('region = north');
    expect(figures(closed)).toEqual(figures(open));
    expect(closed.verdict.confusion).toMatchObject({ classes: ['label (1)', 'label (2)'] });
    expect(closed.verdict.confusion?.candidate).toEqual(open.verdict.confusion?.candidate);
  });

  it.each([
    ['missing', { 'p.csv': said(10).split('\n').slice(0, 50).join('\n') }],
    ['unknown', { 'p.csv': `${said(10)}secret-id-x,SecretWell\n` }],
    ['repeated', { 'p.csv': `${said(10)}secret-id-1,SecretWell\n` }],
    ['repeated in the labels', { 'l.csv': `${LABELS}secret-id-1,SecretAnn,north,SecretWell\n` }],
    ['without an answer', { 'p.csv': said(10).replace('secret-id-3,SecretWell', 'secret-id-3,') }],
    ['without a label', { 'l.csv': LABELS.replace('north,SecretSick', 'north,') }],
    ['with other answers than labels', { 'p.csv': said(10).replaceAll(/Secret(Sick|Well)/g, 'Other') }],
  ])('are not named when rows are %s', async (_what, files) => {
    const mistakes = async (redacted: readonly string[]) => {
      const error = await (await judged(redacted, files)).answer.catch((thrown: unknown) => thrown);
      return isMlopsError(error, 'EVIDENCE_INVALID') ? JSON.stringify(error.details.problems) : '';
    };

    expect(await mistakes([])).toMatch(/secret/i);
    expect(await mistakes(ALL)).toMatch(/message/);
    expect(await mistakes(ALL)).not.toMatch(/secret/i);
  });
});
