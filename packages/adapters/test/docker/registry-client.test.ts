import { describe, expect, it } from '@jest/globals';
import { registryOrigin } from '../../src/docker/registry-access.ts';
import { registryClient } from '../../src/docker/registry-client.ts';
import { steppedClock } from '../support/stepped-clock.ts';
import { digestOf, startRegistry } from './registry.ts';

const ports = () => ({ clock: steppedClock(0), signal: new AbortController().signal });
const BASIC = `Basic ${Buffer.from('robot:pass:word').toString('base64')}`;

describe('registryClient', () => {
  it('gives the digest of the bytes that came, not of a header', async () => {
    await using registry = await startRegistry();
    const digest = registry.add('team/churn', 'v1');

    const manifest = await registryClient({ registry: registry.host }, ports()).manifest('team/churn', 'v1');

    expect(manifest?.digest).toBe(digest);
    expect(digestOf(Buffer.from(manifest?.bytes ?? []).toString())).toBe(digest);
  });

  it('answers undefined for a tag that is not there', async () => {
    await using registry = await startRegistry();

    expect(await registryClient({ registry: registry.host }, ports()).manifest('churn', 'v1')).toBeUndefined();
  });

  it('sends the password only when the registry asks for it', async () => {
    await using registry = await startRegistry(({ headers }) =>
      headers.authorization === BASIC ? undefined : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
    );
    registry.add('churn', 'v1');
    const client = registryClient({ registry: registry.host, username: 'robot', password: 'pass:word' }, ports());

    await client.manifest('churn', 'v1');
    await client.manifest('churn', 'v1');

    expect(registry.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, BASIC, BASIC]);
  });

  it('fetches a bearer token for the scope that the registry names', async () => {
    await using registry = await startRegistry(({ url, headers }) => {
      if (url.pathname === '/token') return { body: JSON.stringify({ token: `for ${url.searchParams.get('scope')}` }) };
      if (headers.authorization === 'Bearer for repository:churn:pull') return undefined;
      const realm = `http://${headers.host}/token`;
      const challenge = `Bearer realm="${realm}",service="r",scope="repository:churn:pull"`;
      return { status: 401, headers: { 'www-authenticate': challenge } };
    });
    registry.add('churn', 'v1');

    const client = registryClient({ registry: registry.host, username: 'robot', password: 'pass:word' }, ports());

    expect(await client.manifest('churn', 'v1')).toBeDefined();
    expect(registry.asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      BASIC,
      'Bearer for repository:churn:pull',
    ]);
  });

  it('waits 1 to 2, 2 to 4 and so on seconds while the registry throttles', async () => {
    let refusals = 3;
    await using registry = await startRegistry(() => (refusals-- > 0 ? { status: 429 } : undefined));
    registry.add('churn', 'v1');
    const own = ports();

    expect(await registryClient({ registry: registry.host }, own).manifest('churn', 'v1')).toBeDefined();
    expect(own.clock.now()).toBeGreaterThanOrEqual(7_000);
    expect(own.clock.now()).toBeLessThanOrEqual(14_000);
  });

  it('gives up after five tries, and at once when it is denied', async () => {
    await using down = await startRegistry(() => ({ status: 503 }));
    await using closed = await startRegistry(() => ({ status: 403 }));

    await expect(registryClient({ registry: down.host }, ports()).manifest('churn', 'v1')).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      details: { attempts: 5 },
    });
    await expect(registryClient({ registry: closed.host }, ports()).manifest('churn', 'v1')).rejects.toMatchObject({
      code: 'PUSH_DENIED',
    });
    expect([down.asked.length, closed.asked.length]).toEqual([5, 1]);
  });
});

it.each([
  ['localhost:5000', 'http://localhost:5000'],
  ['127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ['ghcr.io', 'https://ghcr.io'],
  ['127.example.com', 'https://127.example.com'],
  ['localhost.example.com', 'https://localhost.example.com'],
])('reaches %s by %s', (registry, origin) => {
  expect(registryOrigin(registry)).toBe(origin);
});
