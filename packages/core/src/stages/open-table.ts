import type { ByteSource } from '@mlops-actions/evaluation';
import { MlopsError } from '../domain/errors.ts';
import type { Ports } from './ports.ts';

/** Opens one location of a table. Throws OBJECT_NOT_FOUND. */
export async function openTable(location: string, { objects }: Pick<Ports, 'objects'>): Promise<ByteSource> {
  const source = await objects.open(location);
  if (source === undefined) throw new MlopsError('OBJECT_NOT_FOUND', { location });
  return source;
}

/** Opens every file of a file, folder, glob or `s3://` prefix, in order. Throws OBJECT_NOT_FOUND when there is none. */
export async function openTables(location: string, ports: Pick<Ports, 'objects'>): Promise<readonly ByteSource[]> {
  const files = await ports.objects.files(location);
  if (files.length === 0) throw new MlopsError('OBJECT_NOT_FOUND', { location });
  return Promise.all(files.map((file) => openTable(file, ports)));
}
