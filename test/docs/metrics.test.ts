import { describe, expect, test } from '@jest/globals';
import { METRIC_NAMES, metricFacts, UNDEFINED_REASONS } from '../../packages/evaluation/src/index.ts';
import { readPage } from './pages.ts';

const page = readPage('docs/reference/metrics.md');

const rows = page.split('\n').flatMap((line) => {
  const [, first = '', tasks = '', , better = ''] = line.split('|').map((cell) => cell.trim());
  const [, name] = /^`(.+)`$/.exec(first) ?? [];
  return name === undefined ? [] : [{ name, tasks: tasks.split(', '), better }];
});

describe('the reference of metrics', () => {
  test.each(METRIC_NAMES)('has %s with its tasks and its direction', (name) => {
    const { tasks, better } = metricFacts(name);

    expect(rows.find((row) => row.name === name)).toEqual({ name, tasks, better });
  });

  test('has every reason why there is no value', () => {
    const names = rows.map(({ name }) => name);

    expect(UNDEFINED_REASONS.filter((reason) => !names.includes(reason))).toEqual([]);
  });
});
