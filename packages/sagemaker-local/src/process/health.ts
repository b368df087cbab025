import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Connection, readConnection } from './connection.ts';

/** How long a healthy server may take to say so. */
const answerMs = 5_000;

/** The connection of the server that runs on `home` now; undefined when the file is absent or names a server that is gone. */
export async function liveConnection(home: string): Promise<Connection | undefined> {
  const connection = readConnection(home);
  if (connection === undefined) return undefined;
  const health = await askHealth(connection);
  // Another program, or the server of another home, may have the port by now.
  return health?.pid === connection.pid && health.startedAt === connection.startedAt ? connection : undefined;
}

interface Health {
  readonly pid?: number;
  readonly startedAt?: string;
}

/** Undefined when nothing there answers as this server does. Not fetch: it must not go through a proxy of the environment. */
function askHealth({ port, accessKeyId }: Connection): Promise<Health | undefined> {
  const { promise, resolve } = Promise.withResolvers<Health | undefined>();
  const headers = { authorization: `Bearer ${accessKeyId}` };
  const asked = request(
    { host: '127.0.0.1', port, path: '/_local/health', headers, timeout: answerMs, agent: false },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(undefined));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? parseHealth(Buffer.concat(chunks).toString()) : undefined),
      );
    },
  );
  asked.on('timeout', () => asked.destroy());
  asked.on('error', () => resolve(undefined));
  asked.end();
  return promise;
}

function parseHealth(text: string): Health | undefined {
  return text.startsWith('{') && text.endsWith('}') ? (JSON.parse(text) as Health) : undefined;
}

/** Asks again until `ask` answers something; undefined after `limitMs`. */
export async function eventually<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  limitMs: number,
): Promise<T | undefined> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; await setTimeout(50)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  return undefined;
}
