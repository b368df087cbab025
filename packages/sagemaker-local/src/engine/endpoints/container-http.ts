import { type IncomingMessage, request } from 'node:http';

/** A request to a container on loopback. */
export interface ContainerRequest {
  readonly method: 'GET' | 'POST';
  readonly path: '/ping' | '/invocations';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Aborting destroys the connection and rejects. */
  readonly signal: AbortSignal;
}

export interface ContainerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The longest answer that InvokeEndpoint hands on: 6 MiB, the limit of BodyBlob in the service model. */
export const maxBodyBytes = 6_291_456;

/** Sends one request on a connection of its own: a kept connection could be closed by the container as we write. */
export function askContainer(port: number, spec: ContainerRequest): Promise<ContainerAnswer> {
  const { method, path, headers = {}, body, signal } = spec;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        signal,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
      },
      (incoming) => void readAnswer(incoming).then(resolve, reject),
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<ContainerAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new Error(`the container's answer has more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) };
}
