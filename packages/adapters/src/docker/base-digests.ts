import { parseImageName } from './image-name.ts';
import type { RegistryLogin } from './registry-access.ts';
import { registryClient } from './registry-client.ts';
import type { RetryPorts } from './retry.ts';

/**
 * Base image → the digest it has now, so that a new base makes a new image. `loginFor` tells how to ask a registry. An image
 * that nobody tells the digest of stands for itself, and `untold` hears why.
 */
export async function baseDigests(
  images: readonly string[],
  loginFor: (registry: string) => Promise<RegistryLogin>,
  untold: (image: string, reason: string) => void,
  ports: RetryPorts,
): Promise<Readonly<Record<string, string>>> {
  const found = await Promise.all(
    images.map(async (image) => [image, await digestOf(image, loginFor, untold, ports)] as const),
  );
  return Object.fromEntries(found);
}

async function digestOf(
  image: string,
  loginFor: (registry: string) => Promise<RegistryLogin>,
  untold: (image: string, reason: string) => void,
  ports: RetryPorts,
): Promise<string> {
  const { registry, repository, version } = parseImageName(image);
  if (version.startsWith('sha256:')) return version;
  try {
    // The builder asks the same registry again and is patient; a key without this digest is no failure.
    const client = registryClient(await loginFor(registry), { ...ports, tries: 1 });
    const manifest = await client.manifest(repository, version);
    if (manifest !== undefined) return manifest.digest;
    untold(image, 'the registry has none');
  } catch (error) {
    ports.signal.throwIfAborted();
    untold(image, (error as Error).message);
  }
  return image;
}
