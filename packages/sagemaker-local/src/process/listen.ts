import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RequestListener } from '../wire/server.ts';

/** A port that is taken, with nothing behind it yet: requests wait until `open` says who answers them. */
export interface ListeningServer {
  readonly server: Server;
  readonly port: number;
  open(listener: RequestListener): void;
}

/** Listens on the loopback, on the first of these ports that is free (0 for any). Throws the listen error of the last. */
export async function listenOnLoopback(ports: readonly number[]): Promise<ListeningServer> {
  const opened = Promise.withResolvers<RequestListener>();
  const server = createServer((message: IncomingMessage, response: ServerResponse) => {
    void opened.promise.then((listener) => listener(message, response));
  });
  // Uploads take as long as they take, and clients keep connections for longer than Node's five seconds.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  const port = await firstFree(server, ports);
  return { server, port, open: opened.resolve };
}

async function firstFree(server: Server, ports: readonly number[]): Promise<number> {
  const [port = 0, ...others] = ports;
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || others.length === 0) throw error;
    return await firstFree(server, others);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
