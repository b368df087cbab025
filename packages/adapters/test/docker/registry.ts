import { createHash } from 'node:crypto';
import { type Answer, type Asked, answering } from '../support/answering.ts';

export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

export const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A registry in this process, with images of one layer. `before` may answer in its place. */
export async function startRegistry(before: (asked: Asked) => Answer | undefined = () => undefined) {
  const manifests = new Map<string, { body: string; type: string }>();
  const blobs = new Map<string, string>();
  const server = await answering((asked) => before(asked) ?? answer(asked));
  return {
    host: server.url.replace('http://', ''),
    asked: server.asked,
    /** Returns the digest of the manifest. */
    add(repository: string, tag: string, { architecture = 'amd64', type = DOCKER_MANIFEST, layer = 'l' } = {}): string {
      const config = JSON.stringify({ os: 'linux', architecture });
      blobs.set(digestOf(config), config);
      const body = JSON.stringify({
        schemaVersion: 2,
        mediaType: type,
        config: { digest: digestOf(config), size: config.length },
        layers: [{ digest: digestOf(layer), size: 1000 }],
      });
      for (const name of [tag, digestOf(body)]) manifests.set(`${repository}/${name}`, { body, type });
      return digestOf(body);
    },
    tags: (repository: string) =>
      [...manifests.keys()]
        .filter((key) => key.startsWith(`${repository}/`))
        .map((key) => key.slice(repository.length + 1)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };

  function answer({ method, url, headers, body }: Asked): Answer {
    const [, repository = '', kind = '', name = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? [];
    if (kind === 'blobs') return { body: blobs.get(name) ?? '', status: blobs.has(name) ? 200 : 404 };
    const key = `${repository}/${name}`;
    if (method === 'PUT') {
      manifests.set(key, { body, type: headers['content-type'] ?? '' });
      return { status: 201 };
    }
    const found = manifests.get(key);
    return found === undefined ? { status: 404 } : { headers: { 'content-type': found.type }, body: found.body };
  }
}
