import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineDependencies, LocalClock, ObjectStore } from '../contracts.ts';
import { holds } from '../faults/holds.ts';
import { type FaultRule, faultBook } from '../faults/rules.ts';
import { type JournalEntry, journalFile, openJournal, violationsFile } from '../journal/journal.ts';
import { logsHandlers } from '../logs/handlers.ts';
import { s3Protocol } from '../s3/protocol.ts';
import { recordHandlers } from '../sagemaker/handlers.ts';
import { type ForeignS3, foreignObjects } from '../store/foreign-objects.ts';
import { type LogStore, logStore } from '../store/log-store.ts';
import { type LocalObjects, localObjects } from '../store/object-store.ts';
import { recordStore } from '../store/record-store.ts';
import { tagStore } from '../store/tag-store.ts';
import { stsHandlers } from '../sts/handlers.ts';
import { stsProtocol } from '../sts/query-protocol.ts';
import { answerCheck, type Violation } from '../wire/answer-check.ts';
import { jsonProtocol } from '../wire/json-protocol.ts';
import { runtimeProtocol } from '../wire/runtime-protocol.ts';
import { requestListener } from '../wire/server.ts';
import { listenOnLoopback } from './listen.ts';

export interface ServiceOptions {
  readonly home: string;
  readonly cache: string;
  /** Tried in this order; 0 for any free port. */
  readonly ports: readonly number[];
  readonly accessKeyId: string;
  readonly clock: LocalClock;
  readonly createEngine: (deps: EngineDependencies) => Engine;
  readonly faults?: readonly FaultRule[];
  /** Answer a violation of AWS's model as InternalFailure (default) or only record it. */
  readonly strict?: boolean;
  /** Where the objects of jobs and models live; in `home` when absent. */
  readonly s3?: ForeignS3;
  readonly health?: Readonly<Record<string, unknown>>;
  readonly report: (error: unknown) => void;
}

/** A listening server. */
export interface Service {
  readonly port: number;
  /** Closes the port, stops every child and resolves when both are gone. */
  close(): Promise<void>;
}

/**
 * Takes a port, opens the state of `home`, brings the engine back to where it was and only then answers: requests of
 * clients that knew the port from before wait that long.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { server, port, open } = await listenOnLoopback(options.ports);
  const state = openState(options);
  const engine = options.createEngine({ ...state, objects: state.artefacts });
  await engine.recover();
  const { listener, dropHeld } = answering(options, state, engine, () => !server.listening);
  open(listener);
  return {
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      dropHeld();
      await engine.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface State extends EngineDependencies {
  readonly home: string;
  readonly objects: LocalObjects;
  /** What jobs and models read and write. */
  readonly artefacts: ObjectStore;
  readonly logs: LogStore;
}

function openState({ home, cache, clock, s3 }: ServiceOptions): State {
  const workDir = join(home, 'work');
  for (const folder of [workDir, cache]) mkdirSync(folder, { recursive: true });
  const store = recordStore(join(home, 'state'));
  const objects = localObjects(home, store, clock);
  return {
    home,
    store,
    objects,
    artefacts: s3 === undefined ? objects : foreignObjects(s3, join(workDir, 'objects')),
    tags: tagStore(store),
    logs: logStore(join(home, 'logs'), clock),
    clock,
    workDir,
    cacheDir: cache,
  };
}

function answering(options: ServiceOptions, state: State, engine: Engine, isStopping: () => boolean) {
  const { accessKeyId, clock, home, report, health = {}, strict = true, faults = [] } = options;
  const violations = openJournal<Violation>(violationsFile(home));
  const check = answerCheck(strict, violations.append, () => clock.now());
  const shared = { faults: faultBook(), holds: holds(), journal: openJournal<JournalEntry>(journalFile(home)) };
  shared.faults.add(faults);
  const protocols = {
    sagemaker: jsonProtocol(
      'sagemaker',
      { ...recordHandlers({ ...state, objects: state.artefacts }), ...engine.handlers },
      check,
    ),
    logs: jsonProtocol('logs', logsHandlers(state.logs), check),
    sts: stsProtocol(stsHandlers(accessKeyId, clock), check),
    runtime: runtimeProtocol(engine, check),
    s3: s3Protocol(state),
  };
  const interrupt = (trainingJob: string) => engine.interrupt(trainingJob);
  const controls = { ...shared, violations, interrupt, health: () => health };
  const listener = requestListener(protocols, { ...shared, accessKeyId, clock, report }, controls, isStopping);
  return { listener, dropHeld: shared.holds.drop };
}

/** A key id as AWS's look; 80 random bits, since it is what callers have to know. */
export function newAccessKeyId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `AKIA${Array.from(randomBytes(16), (byte) => alphabet[byte % 32]).join('')}`;
}
