import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource, type Evaluated, evaluate } from '../../packages/evaluation/src/index.ts';
import type { TableFacts } from './expected.ts';

/** The engine on the files of one table, as a stage would ask it. */
export function evaluated(folder: string, table: TableFacts, exactRows?: number): Promise<Evaluated> {
  const file = (part: string) => {
    const name = `${table.name}.${part}.csv`;
    return [bytesSource(name, readFileSync(join(folder, name)))];
  };
  return evaluate({
    task: table.task,
    ...(table.task === 'binary' || table.task === 'ranking' ? { positive: '1' } : {}),
    ...(table.threshold === null ? {} : { threshold: table.threshold }),
    labels: {
      files: file('labels'),
      id: 'id',
      label: 'label',
      ...(table.weight ? { weight: 'w' } : {}),
      ...(table.group ? { group: 'g' } : {}),
    },
    candidate: { files: file('candidate'), source: 'predictions of the candidate' },
    champion: { files: file('champion'), source: 'predictions of the champion' },
    slices: [],
    ...(exactRows === undefined ? {} : { exactRows }),
  });
}
