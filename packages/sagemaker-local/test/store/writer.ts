import { join } from 'node:path';
import { Readable } from 'node:stream';
import { realClock } from '../../src/process/real-clock.ts';
import { appendJsonLine } from '../../src/store/json-lines.ts';
import { logStore } from '../../src/store/log-store.ts';
import { localObjects } from '../../src/store/object-store.ts';
import { recordStore } from '../../src/store/record-store.ts';

/** Writes to every kind of storage until it is killed, and says after each round that the round is written. */
const home = process.argv[2] ?? '';
const store = recordStore(join(home, 'state'));
const objects = localObjects(home, store, realClock);
const logs = logStore(join(home, 'logs'), realClock);
if (!objects.bucketExists('bucket')) objects.createBucket('bucket');

for (let round = 0; ; round += 1) {
  store.records('job').put('counter', { round, padding: 'x'.repeat(20_000) });
  store.records('job').put(`job-${round}`, { round });
  const blob = await objects.blobs.receive(Readable.from([Buffer.from(`content ${round}`)]));
  objects.commit('bucket', `key-${round}`, blob, {});
  logs.append('group', 'stream', `line ${round}`, round);
  appendJsonLine(join(home, 'journal.jsonl'), { round });
  process.stdout.write(`${round}\n`);
}
