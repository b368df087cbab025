import type { MlopsConfig } from '../config/types.ts';
import { MlopsError } from '../domain/errors.ts';

/**
 * Versions are made where the registry is: another environment promotes them by digest and never trains its own.
 * Throws REGISTRY_ELSEWHERE.
 */
export function requireOwnRegistry({ environment, registry }: Pick<MlopsConfig, 'environment' | 'registry'>): void {
  if (registry === undefined) return;
  throw new MlopsError('REGISTRY_ELSEWHERE', { environment: environment.name, registry: registry.name });
}
