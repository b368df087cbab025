import { describe, expect, it } from '@jest/globals';
import { bytesSource } from '@mlops-actions/evaluation';
import { digestOf } from '../../src/domain/canonical.ts';
import { type HeldOutColumns, LabelParting } from '../../src/stages/held-out.ts';
import { openRows } from '../../src/stages/table-rows.ts';

async function part(csv: string, columns: HeldOutColumns = { id: 'id', label: 'y' }) {
  const { header, rows } = await openRows(bytesSource('test.csv', csv));
  const parting = new LabelParting('test.csv', header.cells, columns);
  for await (const some of rows) parting.add(some);
  const parted = parting.result();
  return 'unlabelled' in parted ? { ...parted, unlabelled: new TextDecoder().decode(parted.unlabelled) } : parted;
}

describe('LabelParting', () => {
  it('takes the labels out of what scoring will see', async () => {
    expect(await part('id,x,y\na,1,yes\nb,"2,5",no\n')).toEqual({
      unlabelled: 'id,x\na,1\nb,"2,5"\n',
      idColumn: 'id',
      rows: 2,
      labels: digestOf([
        { id: 'a', label: 'yes' },
        { id: 'b', label: 'no' },
      ]),
    });
  });

  it('keeps cells as they are written, whatever a reader of values would make of them', async () => {
    expect(await part('id,x,y\na,NaN,yes\nb, ,no\n')).toMatchObject({ unlabelled: 'id,x\na,NaN\nb, \n' });
  });

  it('numbers rows that have no id', async () => {
    expect(await part('x,y\n1,yes\n2,no\n', { label: 'y' })).toMatchObject({
      unlabelled: 'mlops_row_id,x\n0,1\n1,2\n',
      idColumn: 'mlops_row_id',
    });
  });

  it('names every problem at once, with its line', async () => {
    expect(await part('id,x,y\na,1,yes\na,2,\nb,"two\nlines",no\na,3,no\n')).toEqual([
      { file: 'test.csv', line: 3, path: 'y', message: '1 of 4 held-out rows have no label.' },
      { file: 'test.csv', line: 3, path: 'id', message: '2 ids occur more than once, e.g. a, a.' },
    ]);
  });

  it('says which columns there are when one is missing', async () => {
    expect(await part('key,x\na,1\n')).toEqual([
      { file: 'test.csv', line: 1, path: 'y', message: 'There is no column "y"; the header has key, x.' },
      { file: 'test.csv', line: 1, path: 'id', message: 'There is no column "id"; the header has key, x.' },
    ]);
  });

  it('says that there are no rows', async () => {
    expect(await part('id,x,y\n')).toEqual([
      { file: 'test.csv', path: 'y', message: 'The held-out data has no rows.' },
    ]);
  });
});
