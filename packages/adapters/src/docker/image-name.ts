/** An image reference as docker understands it. */
export interface ImageName {
  readonly registry: string;
  readonly repository: string;
  /** A tag, or a digest `sha256:<hex>`. */
  readonly version: string;
}

/** Docker Hub answers the registry protocol under this name. */
const HUB = 'registry-1.docker.io';

/** Reads `python:3.12`, `ghcr.io/org/base@sha256:…`, `localhost:5000/base`. Docker Hub is meant where no host is written. */
export function parseImageName(text: string): ImageName {
  const [named = '', digest] = text.split('@');
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const path = tagged ? named.slice(0, colon) : named;
  const version = digest ?? (tagged ? named.slice(colon + 1) : 'latest');
  const [first = '', ...rest] = path.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (isHost && first !== 'docker.io' && first !== 'index.docker.io')
    return { registry: first, repository: rest.join('/'), version };
  const onHub = isHost ? rest : [first, ...rest];
  return { registry: HUB, repository: onHub.length === 1 ? `library/${onHub[0]}` : onHub.join('/'), version };
}
