import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ranges that Linux (32768–60999) and macOS (49152–65535) give to outgoing connections. */
const firstPort = 20_000;
const lastPort = 32_000;

/**
 * A loopback port that nobody listens on. It is not held: whoever is given it listens a moment later. A port of the
 * ephemeral range could become the source of an outgoing connection in between, so those are avoided.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstPort, lastPort);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (['EADDRINUSE', 'EACCES'].includes(error.code ?? '')) resolve(false);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
