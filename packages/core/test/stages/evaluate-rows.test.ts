import { describe, expect, it } from '@jest/globals';
import { bytesSource } from '@mlops-actions/evaluation';
import { evaluateRows, headerOf, labelTable } from '../../src/stages/evaluate-rows.ts';

const config = {
  task: 'binary',
  data: { positive: 'yes', columns: { id: 'id', label: 'label' } },
  validate: { slices: [], exactRows: 1_000 },
} as unknown as Parameters<typeof evaluateRows>[0];

const labels = labelTable(config, [bytesSource('test.csv', 'id,label\n1,yes\n2,no\n')]);
const predicted = (text: string, name = 's3://bucket/out/predictions.csv') =>
  evaluateRows(config, {
    labels,
    candidate: { files: [bytesSource(name, text)], source: 'predictions of the candidate', id: 'id' },
    redacted: new Set(),
  });

describe('evaluateRows', () => {
  it('measures predictions by name of column, in any order of columns and rows', async () => {
    const evaluation = await predicted('score,prediction,id\n0.2,no,2\n0.9,yes,1\n');

    expect(evaluation).toMatchObject({ rows: 2, method: 'exact', overall: { candidate: { task: 'binary' } } });
  });

  it('knows rows by their number when the data has no id, as scoring was told', async () => {
    const unnamed = { ...config, data: { positive: 'yes', columns: { label: 'label' } } } as unknown as typeof config;
    const { overall } = await evaluateRows(unnamed, {
      labels: labelTable(unnamed, [bytesSource('test.csv', 'age,label\n5,yes\n6,no\n7,yes\n')]),
      candidate: { files: [bytesSource('p.csv', 'id,prediction\n2,yes\n0,yes\n1,no\n')], source: 'p', id: 'id' },
      redacted: new Set(),
    });

    expect(overall.candidate.predicted).toEqual(overall.candidate.truth);
  });

  it.each([
    ['no table', 'id,prediction\n1\n2,no\n', /./],
    ['empty', '', /./],
    ['without a column', 'id,other\n1,yes\n2,no\n', /prediction/],
    ['a row short', 'id,prediction\n1,yes\n', /2/],
  ])('never lets predictions pass that are %s', async (_what, text, message) => {
    await expect(predicted(text)).rejects.toMatchObject({
      code: 'EVIDENCE_INVALID',
      details: { problems: [expect.objectContaining({ message: expect.stringMatching(message) })] },
    });
  });

  it('never lets predictions pass that are of another format', async () => {
    await expect(predicted('id,prediction\n', 'predictions.xlsx')).rejects.toMatchObject({ code: 'EVIDENCE_INVALID' });
  });
});

describe('headerOf', () => {
  it('tells a table that cannot be read as invalid evidence', async () => {
    expect(await headerOf([bytesSource('a.csv', 'id,score\n')])).toEqual(['id', 'score']);
    await expect(headerOf([bytesSource('a.csv', '')])).rejects.toMatchObject({ code: 'EVIDENCE_INVALID' });
  });
});
