import { describe, expect, it } from '@jest/globals';
import { partLabels } from '../../src/stages/held-out.ts';
import { readTable, sliceTable } from '../../src/stages/tables.ts';

const part = (csv: string, columns = { id: 'id', label: 'y' } as { id?: string; label: string }) =>
  partLabels('test.csv', readTable(csv), columns);

describe('partLabels', () => {
  it('takes the labels out of what scoring will see', () => {
    expect(part('id,x,y\na,1,yes\nb,"2,5",no\n')).toEqual({
      unlabelled: 'id,x\na,1\nb,"2,5"\n',
      idColumn: 'id',
      labels: [
        { id: 'a', label: 'yes' },
        { id: 'b', label: 'no' },
      ],
    });
  });

  it('numbers rows that have no id', () => {
    expect(part('x,y\n1,yes\n2,no\n', { label: 'y' })).toMatchObject({
      unlabelled: 'mlops_row_id,x\n0,1\n1,2\n',
      idColumn: 'mlops_row_id',
    });
  });

  it('names every problem at once, with its line', () => {
    expect(part('id,x,y\na,1,yes\na,2,\nb,"two\nlines",no\na,3,no\n')).toEqual([
      { file: 'test.csv', line: 3, path: 'y', message: '1 of 4 held-out rows have no label.' },
      { file: 'test.csv', line: 3, path: 'id', message: '2 ids occur more than once, e.g. a, a.' },
    ]);
  });

  it('says which columns there are when one is missing', () => {
    expect(part('key,x\na,1\n')).toEqual([
      { file: 'test.csv', line: 1, path: 'y', message: 'There is no column "y"; the header has key, x.' },
      { file: 'test.csv', line: 1, path: 'id', message: 'There is no column "id"; the header has key, x.' },
    ]);
  });
});

describe('sliceTable', () => {
  it('keeps the bytes of the rows it keeps', () => {
    const table = readTable('\uFEFFid,x\r\na, "1"\r\nb,"two\r\nlines"\r\n'.replace(', "1"', ',"1"'));

    expect(table.lines).toEqual([2, 3]);
    expect(sliceTable(table, (index) => index === 1)).toBe('id,x\nb,"two\r\nlines"\n');
  });
});

it('reads rows after empty lines as the rows they are, with their lines', () => {
  const table = readTable('id,x\n\n\na,1\n\nb,2\n');

  expect(table.raw).toEqual(['a,1', 'b,2']);
  expect(table.lines).toEqual([4, 6]);
});
