import { stat } from 'node:fs/promises';
import type { LocalClock, ObjectStore } from '../../contracts.ts';
import { joinS3Uri, parseS3Uri } from '../files/s3-uri.ts';
import { filesBelow } from '../files/walk.ts';
import { download } from '../jobs/download.ts';
import { JobError } from '../jobs/job-error.ts';
import { reached } from '../run/reached.ts';

/** How often the folder is looked at; the service copies continuously. */
const saveEverySeconds = 5;

/** Keeps the checkpoint folder of a job under its S3 URI. */
export interface Checkpoints {
  /** Copies what is there into the folder; nothing there is no mistake. */
  restore(): Promise<void>;
  /** Stores every file that has changed. Throws {@link JobError} `ClientError`. */
  save(): Promise<void>;
  /** Saves again and again until the signal aborts, and then once more. */
  keep(ended: AbortSignal): Promise<void>;
}

export function openCheckpoints(objects: ObjectStore, clock: LocalClock, uri: string, folder: string): Checkpoints {
  const saved = new Map<string, string>();
  const prefix = uri.endsWith('/') ? uri : `${uri}/`;

  const save = async () => {
    for (const { name, path } of await filesBelow(folder)) {
      const { size, mtimeMs } = await stat(path);
      const version = `${size} ${mtimeMs}`;
      if (saved.get(name) === version) continue;
      const { bucket, key } = parseS3Uri(joinS3Uri(uri, name));
      if (!(await objects.bucketExists(bucket)))
        throw new JobError('ClientError', `Checkpoint upload failed:the bucket ${bucket} does not exist`);
      await objects.putFile(bucket, key, path);
      saved.set(name, version);
    }
  };

  return {
    save,
    async restore() {
      const { bucket, key } = parseS3Uri(prefix);
      if ((await objects.list(bucket, key)).length > 0) await download(objects, { S3Uri: prefix }, folder);
    },
    async keep(ended) {
      // A file may vanish between listing and reading; what stays wrong is thrown by the last save.
      while (await reached(clock, saveEverySeconds, ended)) await save().catch(() => undefined);
      await save();
    },
  };
}

/** For a job without CheckpointConfig. */
export const noCheckpoints: Checkpoints = {
  restore: async () => undefined,
  save: async () => undefined,
  keep: async () => undefined,
};
