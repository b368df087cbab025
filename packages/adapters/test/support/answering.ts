import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A service on loopback that answers as told and remembers what it was asked; ends when it goes out of scope. */
export async function answering(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const one = { method: request.method ?? '', url, headers: request.headers, body };
    asked.push(one);
    const { status = 200, headers = {}, body: text = '' } = answer(one);
    response.writeHead(status, headers).end(one.method === 'HEAD' ? undefined : text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** What STS answers: XML named after the action that the form asks for. */
export function stsAnswer({ body }: Pick<Asked, 'body'>, content: string): Answer {
  const action = new URLSearchParams(body).get('Action') ?? '';
  const xml = `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${content}</${action}Result></${action}Response>`;
  return { headers: { 'content-type': 'text/xml' }, body: xml };
}

export const stsRefusal = (code: string, message: string): Answer => ({
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
});
