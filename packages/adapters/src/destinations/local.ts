import { join } from 'node:path';
import { type AwsAccess, createClients } from '../aws/clients.ts';
import { ensureBuckets } from '../local/ensure-buckets.ts';
import { localServer } from '../local/sagemaker-local.ts';
import { IMAGE_BUCKET, processImages } from '../process-image/images.ts';
import { type ConnectedPorts, defaultCache, type PortOptions } from './options.ts';
import { sageMakerPorts } from './sagemaker-ports.ts';

/** Bucket of the local destination. */
const LOCAL_BUCKET = 'mlops-local';

/** sagemaker-local on this machine, started when it is not running. Throws LOCAL_SERVER_FAILED, AWS_CALL_FAILED. */
export async function localDestination(options: PortOptions): Promise<ConnectedPorts> {
  const { access, role } = await localAccess(options);
  const clients = createClients({ ...access, signal: options.signal });
  await ensureBuckets(clients.s3, [LOCAL_BUCKET, IMAGE_BUCKET]);
  return sageMakerPorts(
    {
      destination: 'local',
      clients,
      bucket: LOCAL_BUCKET,
      images: processImages(clients.s3, options.root, options.home),
      placement: { role },
      pace: 'eager',
    },
    options,
  );
}

async function localAccess(options: PortOptions): Promise<{ access: AwsAccess; role: string }> {
  const connection = await localServer(
    options.caller,
    join(options.home, 'sagemaker'),
    options.cache ?? defaultCache(),
  ).up();
  const { url, region, accessKeyId, secretAccessKey, accountId } = connection;
  return {
    access: { region, endpoint: url, credentials: { accessKeyId, secretAccessKey } },
    role: `arn:aws:iam::${accountId}:role/sagemaker-local`,
  };
}
