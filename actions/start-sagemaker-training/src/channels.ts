import type { ChannelSource } from '@mlops-actions/core';
import { z } from 'zod';

/** CreateTrainingJob: 1 to 20 channels, names of letters, digits, dot, hyphen and underscore. */
const MAX_CHANNELS = 20;
const NAME = /^[A-Za-z0-9.\-_]{1,64}$/;

const EXPECTED =
  'expected a path, an s3:// URI, or a map such as { uri: s3://…, content-type: text/csv, mode: FastFile }';

const location = z.string({ error: EXPECTED }).min(1, { error: EXPECTED });

const source = z.union(
  [
    location,
    z.strictObject({
      uri: location,
      'content-type': z.string().max(256).optional(),
      mode: z.enum(['File', 'FastFile', 'Pipe']).optional(),
    }),
  ],
  { error: (issue) => `${EXPECTED}, found ${JSON.stringify(issue.input)}` },
);

/** Channel name → where its data is, and what the program is told of it. */
export const channels = z
  .record(z.string().regex(NAME, { error: 'expected a name of letters, digits, ".", "-" and "_"' }), source, {
    error: 'expected a map from channel names to paths, e.g. { train: data/train.csv }',
  })
  .refine((map) => Object.keys(map).length >= 1 && Object.keys(map).length <= MAX_CHANNELS, {
    error: `expected 1 to ${MAX_CHANNELS} channels`,
  })
  .transform(
    (map): Readonly<Record<string, ChannelSource>> =>
      Object.fromEntries(Object.entries(map).map(([name, written]) => [name, sourceOf(written)])),
  );

function sourceOf(written: z.infer<typeof source>): ChannelSource {
  if (typeof written === 'string') return { from: written };
  const { uri, 'content-type': contentType, mode } = written;
  return {
    from: uri,
    ...(contentType === undefined ? {} : { contentType }),
    ...(mode === undefined ? {} : { inputMode: mode }),
  };
}
