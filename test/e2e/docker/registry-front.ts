import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a registry is made to answer in place of its own answer. */
export interface Refusal {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  /** Code of the registry protocol, e.g. `TAG_INVALID`. */
  readonly code: string;
  readonly message: string;
  /** How often; always when absent. */
  times?: number;
}

/** A registry behind a door: it wants a password, keeps a journal and refuses what it is told to. */
export interface RegistryFront {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly password: string;
  /** `<method> <path>` of every request since the last call. */
  journal(): readonly string[];
  refuse(...refusals: Refusal[]): void;
  /** Every tag that is there stays what it is, as in an ECR repository with final tags. */
  finalTags(on: boolean): void;
  stop(): Promise<void>;
}

export const USERNAME = 'robot';

/** `registry` is `host:port` of the real one, which is reached over plain http. */
export async function startFront(registry: string, password: string, username = USERNAME): Promise<RegistryFront> {
  let requests: string[] = [];
  let refusals: readonly Refusal[] = [];
  let final = false;
  const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    requests.push(`${method} ${url}`);
    if (incoming.headers.authorization !== wanted) {
      outgoing.setHeader('www-authenticate', 'Basic realm="front"');
      return answer(incoming, outgoing, 401, 'UNAUTHORIZED', 'authentication required');
    }
    const refusal = refusals.find((one) => one.method === method && one.path.test(url) && one.times !== 0);
    if (refusal !== undefined) {
      if (refusal.times !== undefined) refusal.times -= 1;
      return answer(incoming, outgoing, refusal.status, refusal.code, refusal.message);
    }
    if (final && method === 'PUT' && /\/manifests\/(?!sha256:)/.test(url) && (await exists(registry, url)))
      return answer(incoming, outgoing, 400, 'TAG_INVALID', 'The image tag already exists and is immutable');
    forward(registry, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    password,
    journal() {
      const seen = requests;
      requests = [];
      return seen;
    },
    refuse: (...some) => {
      refusals = some;
    },
    finalTags: (on) => {
      final = on;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(incoming: IncomingMessage, outgoing: ServerResponse, status: number, code: string, message: string) {
  incoming.resume();
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ errors: [{ code, message }] }));
}

const exists = async (registry: string, url: string): Promise<boolean> =>
  (await fetch(`http://${registry}${url}`, { method: 'HEAD', headers: { accept: '*/*' } })).ok;

function forward(registry: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const [hostname, port] = registry.split(':');
  const { authorization: _door, ...headers } = incoming.headers;
  const onward = request(
    { hostname, port, path: incoming.url, method: incoming.method, headers: { ...headers, host: registry } },
    (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    },
  );
  onward.on('error', (error) => answer(incoming, outgoing, 502, 'UNKNOWN', error.message));
  incoming.pipe(onward);
}
