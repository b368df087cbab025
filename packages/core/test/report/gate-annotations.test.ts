import { describe, expect, it } from '@jest/globals';
import { findingAnnotations } from '../../src/report/data-report.ts';
import { gateAnnotations } from '../../src/report/gate-annotations.ts';
import { aBinaryVerdict, aFailure, aFloor, aRefusal, HOSTILE } from './a-report.ts';

describe('annotations of gates', () => {
  it('stand on the lines of the gates in trouble, the most serious first', () => {
    expect(
      gateAnnotations(aRefusal().verdict).map(({ level, file, line, title }) => [level, file, line, title]),
    ).toEqual([
      ['error', 'mlops.yml', 15, 'Gate f1-champion failed'],
      ['error', 'mlops.yml', 17, 'Gate auc-better cannot be decided'],
      ['warning', 'mlops.yml', 19, 'Gate recall-brands warns'],
    ]);
  });

  it('are none when every gate holds', () => {
    expect(gateAnnotations(aBinaryVerdict())).toEqual([]);
  });

  it('leave a place for the refusal among the ten that GitHub shows, the ninth saying how many more there are', () => {
    const gates = Array.from({ length: 25 }, (_, index) => ({ ...aFailure(), id: `g${index}` }));
    const annotations = gateAnnotations(aBinaryVerdict({ gates }));

    expect(annotations).toHaveLength(9);
    expect(annotations[8]).toMatchObject({ level: 'error', title: '17 more' });
    expect(annotations[8]?.message).toContain('Gate g24 failed');
  });

  it('only warn in a dry run', () => {
    const annotations = gateAnnotations(aBinaryVerdict({ mode: 'dry-run', gates: [aFailure()] }));

    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ['warning', 'Gate f1-champion failed (dry run)'],
    ]);
  });

  it('stand nowhere when the record does not say where', () => {
    const { file: _file, line: _line, ...gate } = aFailure();

    expect(gateAnnotations(aBinaryVerdict({ gates: [gate] }))[0]).not.toHaveProperty('file');
  });

  it('are one line without hidden characters', () => {
    const [annotation] = gateAnnotations(
      aBinaryVerdict({ gates: [{ ...aFloor(), outcome: 'fail', sentence: HOSTILE }] }),
    );

    expect(annotation?.message).not.toMatch(/[\n\u202E]/);
  });
});

describe('annotations of findings', () => {
  it('say code and place', () => {
    expect(findingAnnotations(aRefusal().findings).map(({ level, title }) => [level, title])).toEqual([
      ['error', 'TEST_ROWS_IN_TRAINING in held-out'],
      ['warning', 'DISTRIBUTION_DRIFTED in held-out.age'],
    ]);
  });
});
