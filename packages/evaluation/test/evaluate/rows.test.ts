import { describe, expect, it } from '@jest/globals';
import { ensureRows, everyRow, freeRows, newRows, pushRows, type RowShape } from '../../src/evaluate/rows.ts';

const shape: RowShape = {
  task: 'binary',
  champion: true,
  scored: { candidate: true, champion: true },
  decided: { candidate: true, champion: true },
  weighted: false,
  grouped: false,
};

function someRows() {
  const rows = newRows('binary');
  ensureRows(rows, 3, shape);
  rows.size = 3;
  rows.truth.set([1, 0, 1]);
  rows.scoreA.set([0.9, 0.2, 0.7]);
  return rows;
}

describe('rows', () => {
  it('are copied in the order in which they were picked', () => {
    const rows = newRows('binary');
    pushRows(rows, someRows(), Uint32Array.of(2, 0), shape);

    expect([rows.size, ...rows.scoreA.subarray(0, 2)]).toEqual([2, 0.7, 0.9]);
  });

  it('have no column that nobody asked for', () => {
    const { weight, group } = someRows();

    expect([weight.length, group.length]).toEqual([0, 0]);
  });

  it('give their memory back at once, so that nobody can read what was there', () => {
    const rows = someRows();
    const { truth, scoreA } = rows;
    freeRows(rows);

    expect([rows.size, truth.buffer.byteLength, scoreA.buffer.byteLength, truth[0]]).toEqual([0, 0, 0, undefined]);
  });

  it('that were copied stay when the others are freed', () => {
    const [rows, copied] = [someRows(), newRows('binary')];
    pushRows(copied, rows, everyRow(3), shape);
    freeRows(rows);

    expect([...copied.truth.subarray(0, 3)]).toEqual([1, 0, 1]);
  });
});
