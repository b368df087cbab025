import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AwsError } from '../contracts.ts';
import type { ObjectFacts } from '../store/object-store.ts';
import { fromXml } from '../wire/xml.ts';
import { requireWritable } from './conditions.ts';
import { s3Errors } from './errors.ts';
import { receiveBody } from './receive.ts';
import { emptyAnswer, type S3Operation, type S3Request, type S3State, xmlAnswer } from './request.ts';
import { bodyText, checksumHeaders, factsOf } from './write-objects.ts';

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly facts: ObjectFacts;
  readonly parts: Readonly<Record<string, Part>>;
}

interface Part {
  readonly md5: string;
  readonly size: number;
}

/** S3's least size of a part that is not the last. */
const leastPartBytes = 5 * 1024 * 1024;

export const createMultipartUpload: S3Operation = async ({ request, bucket, key }, state) => {
  if (!state.objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const uploadId = randomUUID();
  uploads(state).put(uploadId, { bucket, key, facts: factsOf(request), parts: {} });
  return xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: uploadId });
};

export const uploadPart: S3Operation = async (call, state) => {
  const { uploadId } = openUpload(call, state);
  const number = Number(call.request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw s3Errors.invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
  }
  const { blob, checksums } = await receiveBody(call.request, state.objects.blobs);
  mkdirSync(uploadFolder(state, uploadId), { recursive: true });
  renameSync(blob.file, partFile(state, uploadId, number));
  // Read again: other parts arrived while this one did.
  const { upload } = openUpload(call, state);
  uploads(state).put(uploadId, { ...upload, parts: { ...upload.parts, [number]: { md5: blob.md5, size: blob.size } } });
  return emptyAnswer(200, { etag: `"${blob.md5}"`, ...checksumHeaders(checksums) });
};

export const completeMultipartUpload: S3Operation = async (call, state) => {
  const { uploadId, upload } = openUpload(call, state);
  const { bucket, key } = upload;
  const numbers = namedParts(await bodyText(call.request), upload);
  const md5s = numbers.map((number) => Buffer.from(upload.parts[number]?.md5 ?? '', 'hex'));
  const etag = `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-${numbers.length}"`;
  const blob = await state.objects.blobs.receive(
    Readable.from(concatenated(numbers.map((number) => partFile(state, uploadId, number)))),
  );
  requireWritable(call.request, key, state.objects.head(bucket, key));
  state.objects.commit(bucket, key, blob, { ...upload.facts, etag });
  forget(state, uploadId);
  return xmlAnswer('CompleteMultipartUploadResult', {
    Location: `/${bucket}/${key}`,
    Bucket: bucket,
    Key: key,
    ETag: etag,
  });
};

export const abortMultipartUpload: S3Operation = async (call, state) => {
  forget(state, openUpload(call, state).uploadId);
  return emptyAnswer(204);
};

const uploadFolder = ({ home }: S3State, uploadId: string) => join(home, 'uploads', uploadId);
const partFile = (state: S3State, uploadId: string, number: number) =>
  join(uploadFolder(state, uploadId), String(number));
const uploads = ({ store }: S3State) => store.records<Upload>('upload');

function openUpload({ request, bucket, key }: S3Request, state: S3State): { uploadId: string; upload: Upload } {
  const uploadId = request.query.get('uploadId') ?? '';
  const upload = uploads(state).get(uploadId);
  if (upload?.bucket !== bucket || upload.key !== key) throw s3Errors.noSuchUpload(uploadId);
  return { uploadId, upload };
}

/** The parts that the writer names, checked as S3 checks them: known, by the right ETag, in order, none but the last small. */
function namedParts(body: string, upload: Upload): readonly number[] {
  const { Part: listed = [] } = fromXml('CompleteMultipartUpload', body) as {
    readonly Part?: readonly { PartNumber: string; ETag: string }[];
  };
  const numbers = listed.map(({ PartNumber }) => Number(PartNumber));
  if (numbers.length === 0)
    throw new AwsError('MalformedXML', 'A multipart upload is completed with at least one part.', 400);
  for (const [index, { ETag }] of listed.entries()) {
    const [number = 0, previous = 0] = [numbers[index], numbers[index - 1]];
    const part = upload.parts[number];
    if (part === undefined || ETag.replaceAll(/"|&quot;/g, '') !== part.md5) {
      throw new AwsError('InvalidPart', `Part ${number} was not found, or its entity tag does not match.`, 400);
    }
    if (number <= previous)
      throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.', 400);
    if (index < listed.length - 1 && part.size < leastPartBytes) {
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400);
    }
  }
  return numbers;
}

async function* concatenated(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

function forget(state: S3State, uploadId: string): void {
  uploads(state).delete(uploadId);
  rmSync(uploadFolder(state, uploadId), { recursive: true, force: true });
}
