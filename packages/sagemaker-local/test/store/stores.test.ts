import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendJsonLine, readJsonLines, repairJsonLines } from '../../src/store/json-lines.ts';
import { logStore } from '../../src/store/log-store.ts';
import { localObjects } from '../../src/store/object-store.ts';
import { readRecords, recordStore } from '../../src/store/record-store.ts';
import { steppedClock } from '../support/local-server.ts';

const clock = steppedClock();
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sagemaker-local-store-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('records', () => {
  it('have any name and are read back by another process', () => {
    const names = ['plain', 'group/3', 'arn:aws:sagemaker:us-east-1:000000000000:model/m', '..', 'größe %2F'];

    for (const name of names) recordStore(home).records('kind').put(name, { name });

    const read = readRecords(home, 'kind');
    expect(read.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(read.every(({ name, value }) => (value as { name: string }).name === name)).toBe(true);
  });

  it('are copies: what a caller does to one stays with the caller', () => {
    const records = recordStore(home).records<{ list: number[] }>('kind');
    const value = { list: [1] };
    records.put('a', value);

    value.list.push(2);
    records.get('a')?.list.push(3);

    expect(records.get('a')).toEqual({ list: [1] });
  });

  it('are deleted once', () => {
    const records = recordStore(home).records('kind');
    records.put('a', 1);

    expect([records.delete('a'), records.delete('a'), records.get('a')]).toEqual([true, false, undefined]);
    expect(readRecords(home, 'kind')).toEqual([]);
  });
});

describe('objects', () => {
  it('of the same content share a blob, which goes at a start once no object refers to it', async () => {
    const store = recordStore(join(home, 'state'));
    const file = join(home, 'file');
    writeFileSync(file, 'shared');
    const objects = localObjects(home, store, clock);
    objects.createBucket('bucket');
    const one = await objects.putFile('bucket', 'one', file);
    await objects.putFile('bucket', 'two', file);
    const path = objects.blobs.path(one.sha256);

    objects.delete('bucket', 'one');
    localObjects(home, recordStore(join(home, 'state')), clock);
    expect(existsSync(path)).toBe(true);

    objects.delete('bucket', 'two');
    expect(existsSync(path)).toBe(true);
    localObjects(home, recordStore(join(home, 'state')), clock);
    expect(existsSync(path)).toBe(false);
  });

  it('need a bucket', async () => {
    writeFileSync(join(home, 'file'), 'x');
    const objects = localObjects(home, recordStore(join(home, 'state')), clock);

    await expect(objects.putFile('nowhere', 'key', join(home, 'file'))).rejects.toMatchObject({
      type: 'NoSuchBucket',
      status: 404,
    });
  });
});

describe('lines', () => {
  it('cut short by a kill are left out by readers and cut off by the next writer', () => {
    const file = join(home, 'lines.jsonl');
    appendJsonLine(file, 1);
    appendFileSync(file, '{"half":');

    expect(readJsonLines(file)).toEqual([1]);
    repairJsonLines(file);
    appendJsonLine(file, 2);
    expect(readJsonLines(file)).toEqual([1, 2]);
  });

  it('of a log cut short are cut off when the log is opened', () => {
    const append = (message: string) => logStore(home, clock).append('group', 'stream', message, clock.now());
    append('one');
    appendFileSync(join(home, 'group', 'stream.jsonl'), '{"timestamp":1,"mess');
    append('two');

    const [stream] = logStore(home, clock).streams('group') ?? [];
    expect(stream?.slice(0, 9).map(({ message }) => message)).toEqual(['one', 'two']);
  });

  it('of a log are never empty, as in CloudWatch', () => {
    const logs = logStore(home, clock);
    logs.append('group', 'stream', '', clock.now());

    expect(logs.streams('group')).toBeUndefined();
  });
});
