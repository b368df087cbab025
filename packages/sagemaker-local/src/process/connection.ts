import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../engine/run/process-identity.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { accountId, region } from '../wire/identity.ts';
import { newAccessKeyId } from './service.ts';

/** How to reach a running server: `<home>/connection.json`, there from the moment it listens until it stops. */
export interface Connection {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What tells this process from a later one with the same pid. */
  readonly process: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly accountId: string;
  /** Of the program that serves; see {@link version}. */
  readonly version: string;
  /** ISO date. */
  readonly startedAt: string;
}

/** What stays the same over restarts, so that clients that hold credentials and an address keep working. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The port of the last run; 0 before the first. */
  readonly port: number;
}

/**
 * The first digits of the program file's sha256. A bundle is one file, so any change of the server changes it, without a number
 * that somebody has to raise.
 */
export const version = createHash('sha256')
  .update(readFileSync(process.argv[1] ?? process.execPath))
  .digest('hex')
  .slice(0, 12);

const connectionFile = (home: string) => join(home, 'connection.json');
const identityFile = (home: string) => join(home, 'identity.json');

export function readConnection(home: string): Connection | undefined {
  return readJson<Connection>(connectionFile(home));
}

export function forgetConnection(home: string): void {
  rmSync(connectionFile(home), { force: true });
}

/** Both files hold the key id, so both are readable by their owner alone. */
export function publishConnection(
  home: string,
  { accessKeyId, secretAccessKey }: Identity,
  port: number,
  startedAt: string,
): Connection {
  const url = `http://127.0.0.1:${port}`;
  const connection = {
    url,
    port,
    pid: process.pid,
    process: processIdentity(process.pid),
    accessKeyId,
    secretAccessKey,
    region,
    accountId,
    version,
    startedAt,
  };
  writeIdentity(home, { accessKeyId, secretAccessKey, port });
  writeFileAtomic(connectionFile(home), `${JSON.stringify(connection, null, 2)}\n`, 0o600);
  return connection;
}

/** The identity of a home, made at its first start. */
export function readIdentity(home: string): Identity {
  const known = readJson<Identity>(identityFile(home));
  if (known !== undefined) return known;
  const identity = { accessKeyId: newAccessKeyId(), secretAccessKey: randomBytes(30).toString('base64'), port: 0 };
  writeIdentity(home, identity);
  return identity;
}

const writeIdentity = (home: string, identity: Identity) =>
  writeFileAtomic(identityFile(home), `${JSON.stringify(identity, null, 2)}\n`, 0o600);

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
