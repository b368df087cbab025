import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
import { MlopsError } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';
import { isDenied } from './denied.ts';

/** What `docker login` needs. The password lives 12 hours; it goes to standard input only and is never printed. */
export interface RegistryLogin {
  /** Host, and port when there is one, as image references begin with. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

export interface NewRepository {
  /** Whether a missing repository may be made. */
  readonly create: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** KMS key that encrypts the layers; ECR's own key when absent. */
  readonly kmsKey?: string;
}

/** The API side of ECR; manifests and layers go through the registry protocol. */
export interface EcrRegistry {
  /** Throws ECR_AUTH_DENIED, AWS_CALL_FAILED. */
  login(): Promise<RegistryLogin>;
  /** Finds the repository or makes it. `uri` is `<registry>/<repository>`. Throws REPOSITORY_MISSING, AWS_CALL_FAILED. */
  ensureRepository(
    repository: string,
    options: NewRepository,
  ): Promise<{ readonly uri: string; readonly created: boolean }>;
}

/** Tags of an image are final; build caches and signatures (`sha256-<digest>.sig`) are rewritten by their tools. */
const REWRITABLE_TAGS = ['cache*', 'sha256-*'];

const NO_REPOSITORY = ['RepositoryNotFoundException'];

export function ecrRegistry(client: ECRClient): EcrRegistry {
  return {
    login: () => login(client),
    ensureRepository: async (repository, options) => {
      const found = await repositoryUri(client, repository);
      if (found !== undefined) return { uri: found, created: false };
      if (!options.create) throw new MlopsError('REPOSITORY_MISSING', { repository });
      return createRepository(client, repository, options);
    },
  };
}

/** The host comes from the answer: assembled from account and region it is wrong in China, GovCloud and behind an endpoint. */
async function login(client: ECRClient): Promise<RegistryLogin> {
  const operation = 'GetAuthorizationToken';
  const answer = await call(operation, () => client.send(new GetAuthorizationTokenCommand({}))).catch((cause) => {
    throw isDenied(cause) ? new MlopsError('ECR_AUTH_DENIED', { reason: cause.message }, { cause }) : cause;
  });
  const { authorizationToken = '', proxyEndpoint = '' } = answer.authorizationData?.[0] ?? {};
  const [username = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString().split(/:(.*)/s);
  if (password === '' || !URL.canParse(proxyEndpoint))
    throw new MlopsError('ECR_AUTH_DENIED', { reason: 'the answer holds no usable token' });
  return { registry: new URL(proxyEndpoint).host, username, password };
}

async function repositoryUri(client: ECRClient, repository: string): Promise<string | undefined> {
  const answer = await callUnless('DescribeRepositories', NO_REPOSITORY, () =>
    client.send(new DescribeRepositoriesCommand({ repositoryNames: [repository] })),
  );
  return answer?.repositories?.[0]?.repositoryUri;
}

async function createRepository(client: ECRClient, repository: string, { tags = {}, kmsKey }: NewRepository) {
  const made = await callUnless('CreateRepository', ['RepositoryAlreadyExistsException'], () =>
    client.send(
      new CreateRepositoryCommand({
        repositoryName: repository,
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: REWRITABLE_TAGS.map((filter) => ({ filterType: 'WILDCARD', filter })),
        tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...(kmsKey === undefined ? {} : { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } }),
      }),
    ),
  );
  // Another run was first, or a lost answer was tried again: the repository itself decides.
  const uri = made?.repository?.repositoryUri ?? (await repositoryUri(client, repository));
  if (uri === undefined) throw new MlopsError('REPOSITORY_MISSING', { repository });
  return { uri, created: made !== undefined };
}
