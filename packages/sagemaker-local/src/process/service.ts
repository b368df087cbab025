import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Engine, EngineDependencies, LocalClock } from '../contracts.ts';
import { holds } from '../faults/holds.ts';
import { type FaultRule, faultBook } from '../faults/rules.ts';
import { type JournalEntry, journalFile, openJournal, violationsFile } from '../journal/journal.ts';
import { logsHandlers } from '../logs/handlers.ts';
import { s3Protocol } from '../s3/protocol.ts';
import { recordHandlers } from '../sagemaker/handlers.ts';
import { logStore } from '../store/log-store.ts';
import { localObjects } from '../store/object-store.ts';
import { recordStore } from '../store/record-store.ts';
import { tagStore } from '../store/tag-store.ts';
import { stsHandlers } from '../sts/handlers.ts';
import { stsProtocol } from '../sts/query-protocol.ts';
import { answerCheck, type Violation } from '../wire/answer-check.ts';
import { jsonProtocol } from '../wire/json-protocol.ts';
import { runtimeProtocol } from '../wire/runtime-protocol.ts';
import { wireServer } from '../wire/server.ts';

export interface ServiceOptions {
  readonly home: string;
  readonly cache: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly accessKeyId: string;
  readonly clock: LocalClock;
  readonly createEngine: (deps: EngineDependencies) => Engine;
  readonly faults?: readonly FaultRule[];
  /** Answer a violation of AWS's model as InternalFailure (default) or only record it. */
  readonly strict?: boolean;
  readonly health?: Readonly<Record<string, unknown>>;
  readonly report: (error: unknown) => void;
}

/** A listening server. */
export interface Service {
  readonly port: number;
  /** Closes the port, stops every child and resolves when both are gone. */
  close(): Promise<void>;
}

/** Opens the state of `home`, brings the engine back to where it was and listens on the loopback. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { home, cache, clock, accessKeyId } = options;
  const workDir = join(home, 'work');
  for (const folder of [workDir, cache]) mkdirSync(folder, { recursive: true });
  const store = recordStore(join(home, 'state'));
  const tags = tagStore(store);
  const objects = localObjects(home, store, clock);
  const logs = logStore(join(home, 'logs'), clock);
  const engine = options.createEngine({ store, objects, logs, clock, workDir, cacheDir: cache, tags });
  await engine.recover();

  const violations = openJournal<Violation>(violationsFile(home));
  const check = answerCheck(options.strict ?? true, violations.append, () => clock.now());
  const shared = { faults: faultBook(), holds: holds(), journal: openJournal<JournalEntry>(journalFile(home)) };
  shared.faults.add(options.faults ?? []);
  const protocols = {
    sagemaker: jsonProtocol(
      'sagemaker',
      { ...recordHandlers({ store, objects, tags, clock }), ...engine.handlers },
      check,
    ),
    logs: jsonProtocol('logs', logsHandlers(logs), check),
    sts: stsProtocol(stsHandlers(accessKeyId, clock), check),
    runtime: runtimeProtocol(engine, check),
    s3: s3Protocol({ objects, store, clock, home }),
  };
  const server = wireServer(
    protocols,
    { ...shared, accessKeyId, clock, report: options.report },
    { ...shared, violations, health: () => options.health ?? {} },
  );
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      shared.holds.release();
      await engine.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A key id as AWS's look; 80 random bits, since it is what callers have to know. */
export function newAccessKeyId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `AKIA${Array.from(randomBytes(16), (byte) => alphabet[byte % 32]).join('')}`;
}
