import { request } from 'node:http';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer, refusal } from '../support/local-server.ts';

let server: LocalServer;

beforeAll(async () => {
  server = await localServer();
});
afterAll(() => server.close());

/** A request as a browser or a stranger on the machine would make it, headers as given. */
function raw(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number | undefined; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; body: string }>();
  const asked = request(`${server.endpoint}${path}`, { method, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() }));
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}

const signed = () =>
  `AWS4-HMAC-SHA256 Credential=${server.accessKeyId}/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0`;

describe('who is served', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '192.168.0.7'])(
    'a request for the host %s is refused',
    async (host) => {
      const answer = await raw('/_local/health', { host, authorization: signed() });

      expect(answer.status).toBe(403);
      expect(answer.body).toContain('is not the loopback address');
    },
  );

  it('a request for localhost is served', async () => {
    const { port } = new URL(server.endpoint);

    expect((await raw('/_local/health', { host: `localhost:${port}`, authorization: signed() })).status).toBe(200);
  });

  it('a bucket as host name is refused with the reason', async () => {
    const answer = await raw('/key', { host: 'bucket.localhost:80', authorization: signed() });

    expect(answer.body).toContain('Buckets are addressed by path');
  });

  it.each(['https://evil.example', 'http://127.0.0.1', 'null'])(
    'a request from the web origin %s is refused',
    async (origin) => {
      const headers = { origin, authorization: signed(), 'x-amz-target': 'SageMaker.ListModels' };

      expect((await raw('/', headers, 'POST')).status).toBe(403);
    },
  );

  it.each(['/_local/health', '/_local/journal', '/_local/violations'])('%s needs the key id', async (path) => {
    expect((await raw(path, {})).status).toBe(403);
    expect((await raw(path, { authorization: 'Bearer AKIAAAAAAAAAAAAAAAAA' })).status).toBe(403);
    expect((await raw(path, { authorization: `Bearer ${server.accessKeyId}` })).status).toBe(200);
  });

  it('another key id is refused in the words of the service', async () => {
    const credentials = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' };

    const sagemaker = refusal(new SageMakerClient({ ...server.settings, credentials }).send(new ListModelsCommand({})));
    const s3 = refusal(
      new S3Client({ ...server.settings, credentials }).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })),
    );

    expect(await sagemaker).toMatchObject({ name: 'UnrecognizedClientException', status: 403 });
    expect(await s3).toMatchObject({ name: 'InvalidAccessKeyId', status: 403 });
  });

  it('a path that is no percent-encoding is refused by name', async () => {
    const answer = await raw('/bucket/%zz', { authorization: signed().replace('sagemaker', 's3') });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>InvalidURI</Code>');
  });

  it('a presigned query is as good as a header', async () => {
    const scope = encodeURIComponent(`${server.accessKeyId}/20260101/us-east-1/s3/aws4_request`);

    expect((await raw(`/bucket/key?X-Amz-Credential=${scope}`, {})).status).toBe(404);
    expect((await raw('/bucket/key', {})).status).toBe(403);
  });
});
