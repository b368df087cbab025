import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The API of ECR in front of moto, which names AWS's own hosts in its answers: here they are the given registry. */
export interface EcrFront {
  readonly url: string;
  stop(): Promise<void>;
}

const AWS_REGISTRY = /\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/g;

/** `registry` is `host:port`. */
export async function startEcrFront(moto: string, registry: string): Promise<EcrFront> {
  const server = createServer(async (incoming, outgoing) => {
    const { host: _own, connection: _hop, 'content-length': _length, ...headers } = incoming.headers;
    const reply = await fetch(`${moto}${incoming.url}`, {
      method: incoming.method ?? 'POST',
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: await buffer(incoming),
    });
    const text = await reply.text();
    outgoing.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
    outgoing.end(text.replaceAll(AWS_REGISTRY, registry));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
