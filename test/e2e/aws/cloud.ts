import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The account that moto's STS speaks for. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** An account without AWS: moto has its objects, identities and repositories, sagemaker-local its jobs and endpoints. */
export interface Cloud {
  readonly moto: string;
  /** What a program needs to see of it: addresses by service, and a key that both take. */
  readonly environment: Readonly<Record<string, string>>;
  /** Operations that sagemaker-local answered, as `<service>:<operation>`. */
  answered(): readonly string[];
  end(): Promise<void>;
}

export async function startCloud(): Promise<Cloud> {
  const home = mkdtempSync(join(tmpdir(), 'mlops-cloud-'));
  const moto = await startServer('moto_server', ['-H', '127.0.0.1', '-p', '0'], { MOTO_ACCOUNT_ID: ACCOUNT });
  const sagemaker = await startSagemaker(home, moto.url).catch(async (error: unknown) => {
    await moto.stop();
    throw error;
  });
  const connection = JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8'));
  return {
    moto: moto.url,
    environment: {
      AWS_ACCESS_KEY_ID: connection.accessKeyId,
      AWS_SECRET_ACCESS_KEY: connection.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...addresses(['S3', 'STS', 'ECR'], moto.url),
      ...addresses(['SAGEMAKER', 'SAGEMAKER_RUNTIME', 'CLOUDWATCH_LOGS'], sagemaker.url),
    },
    answered: () =>
      readFileSync(join(home, 'journal.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ service, operation }) => `${service}:${operation}`),
    async end() {
      await sagemaker.stop();
      await moto.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** From the sources; its objects live in moto. */
const startSagemaker = (home: string, s3: string) =>
  startServer(
    process.execPath,
    [
      '--conditions=@mlops-actions/source',
      join(ROOT, 'packages/sagemaker-local/src/main.ts'),
      ...['serve', '--home', home, '--cache', join(process.env['HOME'] ?? tmpdir(), '.cache/mlops-actions')],
      ...['--s3', s3],
    ],
    { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: REGION },
  );

const addresses = (services: readonly string[], url: string) =>
  Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, url]));
