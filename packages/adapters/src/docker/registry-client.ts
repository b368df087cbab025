import { MlopsError, sha256 } from '@mlops-actions/core';
import { type RegistryLogin, registryOrigin } from './registry-access.ts';
import { type RetryPorts, retried, type Try } from './retry.ts';

export interface Manifest {
  /** `sha256:<hex>` of the bytes. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The part of the OCI distribution protocol that finds, checks and tags images; layers are docker's business. */
export interface RegistryClient {
  /** Of a tag or a digest; undefined when there is none. Throws PUSH_DENIED, REGISTRY_UNAVAILABLE. */
  manifest(repository: string, version: string): Promise<Manifest | undefined>;
  /** The JSON of an image's configuration. */
  config(repository: string, digest: string): Promise<unknown>;
  /** Gives an image another tag: the same bytes, so the same digest. False when the registry refuses the tag. */
  tag(repository: string, tag: string, manifest: Manifest): Promise<boolean>;
}

/** Every manifest type there is: a registry answers 404 for one that it has but was not asked for. */
const MANIFESTS = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

const REQUEST_TIMEOUT_MS = 60_000;
const WORTH_ANOTHER_TRY = [408, 429, 500, 502, 503, 504];

/** Throws REGISTRY_LOGIN_FAILED for 401, PUSH_DENIED for 403, REGISTRY_UNAVAILABLE when it does not answer. */
export function registryClient(login: RegistryLogin, ports: RetryPorts): RegistryClient {
  const send = authorised(login, ports);
  const url = (repository: string, rest: string) => `${registryOrigin(login.registry)}/v2/${repository}/${rest}`;
  return {
    async manifest(repository, version) {
      const answer = await send(url(repository, `manifests/${version}`), { headers: { accept: MANIFESTS } });
      if (answer.status === 404) return undefined;
      const bytes = new Uint8Array(await expectOk(answer).arrayBuffer());
      const type = answer.headers.get('content-type') ?? '';
      return { digest: `sha256:${sha256(bytes)}`, mediaType: type.split(';')[0] ?? '', bytes };
    },
    async config(repository, digest) {
      const answer = expectOk(await send(url(repository, `blobs/${digest}`), {}));
      return answer.json();
    },
    async tag(repository, tag, manifest) {
      const headers = { 'content-type': manifest.mediaType };
      const body = Buffer.from(manifest.bytes);
      const answer = await send(url(repository, `manifests/${tag}`), { method: 'PUT', headers, body });
      // ECR refuses to move an immutable tag with 400, and with the same code to set one again that is there.
      if (answer.status === 400 || answer.status === 405 || answer.status === 409) return false;
      expectOk(answer);
      return true;
    },
  };
}

type Send = (url: string, request: RequestInit) => Promise<Response>;

/** Asks without credentials until the registry says which kind it wants, then keeps to that. */
function authorised(login: RegistryLogin, ports: RetryPorts): Send {
  let authorization: string | undefined;
  const ask = (url: string, request: RequestInit) =>
    patiently(url, withHeader(request, authorization), login.registry, ports);
  return async (url, request) => {
    const answer = await ask(url, request);
    if (answer.status !== 401) return answer;
    authorization = await authorizationFor(answer.headers.get('www-authenticate') ?? '', login, ports);
    return authorization === undefined ? answer : ask(url, request);
  };
}

function withHeader(request: RequestInit, authorization: string | undefined): RequestInit {
  return authorization === undefined ? request : { ...request, headers: { ...request.headers, authorization } };
}

async function patiently(url: string, request: RequestInit, registry: string, ports: RetryPorts): Promise<Response> {
  const what = `${request.method ?? 'GET'} of ${registry}`;
  return (await retried(what, () => once(url, request, ports), ports)).value;
}

async function once(url: string, request: RequestInit, { signal }: RetryPorts): Promise<Try<Response>> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    const answer = await fetch(url, { ...request, signal: limit });
    return WORTH_ANOTHER_TRY.includes(answer.status) ? { retry: `it answers ${answer.status}` } : { value: answer };
  } catch (error) {
    signal.throwIfAborted();
    return { retry: reasonOf(error) };
  }
}

/** fetch hides the reason of a failed connection in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

/** `Basic realm=…` or `Bearer realm=…,service=…,scope=…`; undefined when nothing we have answers the challenge. */
async function authorizationFor(
  challenge: string,
  { registry, username, password }: RegistryLogin,
  ports: RetryPorts,
): Promise<string | undefined> {
  const basic =
    username === undefined || password === undefined
      ? undefined
      : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  if (/^basic\b/i.test(challenge)) return basic;
  const { realm, ...scope } = parameters(challenge);
  if (!/^bearer\b/i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
  const tokens = new URL(realm);
  for (const [name, value] of Object.entries(scope)) tokens.searchParams.set(name, value);
  // A password never leaves over plain http, whatever a registry asks for, unless to this machine.
  const safe = tokens.protocol === 'https:' || registryOrigin(tokens.host) === tokens.origin;
  const answer = await patiently(tokens.href, withHeader({}, safe ? basic : undefined), registry, ports);
  if (!answer.ok) return undefined;
  const { token, access_token } = (await answer.json()) as { token?: string; access_token?: string };
  const bearer = token ?? access_token;
  return bearer === undefined ? undefined : `Bearer ${bearer}`;
}

const parameters = (challenge: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));

function expectOk(answer: Response): Response {
  if (answer.ok) return answer;
  const { pathname, host } = new URL(answer.url);
  if (answer.status === 401)
    throw new MlopsError('REGISTRY_LOGIN_FAILED', { registry: host, reason: 'it answers 401' });
  const reference = `${host}/${pathname.replace(/^\/v2\//, '').replace(/\/(?:manifests|blobs)\//, ' ')}`;
  throw new MlopsError('PUSH_DENIED', { reference, reason: `the registry answers ${answer.status}` });
}
