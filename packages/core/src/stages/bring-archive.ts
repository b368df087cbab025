import { modelKey } from '../domain/names.ts';
import { MODEL_DIGEST } from './champion.ts';
import type { ModelPackage, Ports } from './ports.ts';

/**
 * The package with its archive in this environment's bucket, copied there once from the bucket of the registry: what an
 * endpoint needs to start again must not depend on another environment.
 */
export async function bringArchive(
  pkg: ModelPackage,
  { objects, progress }: Pick<Ports, 'objects' | 'progress'>,
): Promise<ModelPackage> {
  if (pkg.modelUri.startsWith(objects.uri(''))) return pkg;
  const key = modelKey(pkg.metadata[MODEL_DIGEST] ?? '');
  const modelUri = objects.uri(key);
  if (!(await objects.exists(modelUri))) {
    progress({ type: 'status', step: 'resolve', text: `copying ${pkg.modelUri} to ${modelUri}` });
    await objects.copy(pkg.modelUri, key);
  }
  return { ...pkg, modelUri };
}
