import type { ECRClient } from '@aws-sdk/client-ecr';
import { type Images, type MlopsConfig, MlopsError } from '@mlops-actions/core';
import { ecrRegistry } from './ecr.ts';

type Environment = MlopsConfig['environment'];

/** Images of the account's ECR by digest. Throws REPOSITORY_MISSING; `build` throws DESTINATION_NOT_IMPLEMENTED. */
export function ecrImages(client: ECRClient, { name, destination }: Pick<Environment, 'name' | 'destination'>): Images {
  return {
    reference: async (repository, digest) => {
      const { uri } = await ecrRegistry(client).ensureRepository(repository.toLowerCase(), { create: false });
      return `${uri}@${digest}`;
    },
    build: async () => {
      throw new MlopsError('DESTINATION_NOT_IMPLEMENTED', { environment: name, destination });
    },
  };
}
