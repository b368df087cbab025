import type { ECRClient } from '@aws-sdk/client-ecr';
import type { Images, MlopsConfig } from '@mlops-actions/core';
import type { PortOptions } from '../destinations/options.ts';
import { dockerImages } from '../docker/images.ts';
import { ecrRegistry } from './ecr.ts';

type Environment = Pick<MlopsConfig['environment'], 'tags' | 'kmsKey'>;

/** Images of the account's ECR, built by docker. Throws what {@link dockerImages} throws, ECR_AUTH_DENIED, AWS_CALL_FAILED. */
export function ecrImages(
  client: ECRClient,
  { tags, kmsKey }: Environment,
  place: Pick<PortOptions, 'root' | 'home' | 'progress' | 'signal'>,
): Images {
  const registry = ecrRegistry(client);
  const ensureRepository = (repository: string, { create }: { readonly create: boolean }) =>
    registry.ensureRepository(repository, { create, tags, ...(kmsKey === undefined ? {} : { kmsKey }) });
  const access = {
    login: () => registry.login(),
    ensureRepository: async (repository: string, options: { readonly create: boolean }) => {
      await ensureRepository(repository, options);
    },
  };
  return {
    ...dockerImages({ ...place, access }),
    reference: async (repository, digest) =>
      `${(await ensureRepository(repository.toLowerCase(), { create: false })).uri}@${digest}`,
  };
}
