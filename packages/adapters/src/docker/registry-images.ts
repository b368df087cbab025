import type { Images } from '@mlops-actions/core';
import type { PortOptions } from '../destinations/options.ts';
import { dockerImages } from './images.ts';
import type { RegistryLogin } from './registry-access.ts';

export type RegistryPlace = Pick<PortOptions, 'root' | 'home' | 'progress' | 'signal'>;

/**
 * Container images in any registry that speaks the OCI protocol. Without user name and password docker's own login counts.
 * Throws what {@link dockerImages} throws.
 */
export const registryImages = (login: RegistryLogin, place: RegistryPlace): Images =>
  dockerImages({ ...place, access: { login: async () => login } });
