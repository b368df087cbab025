import { z } from 'zod';
import { leaf } from '../notes.ts';
import { pathSlip } from './path-slip.ts';

const MAX_GLOBS = 100;

const glob = leaf(z.string().min(1).max(1024), {
  expects: 'a glob relative to the folder of mlops.yml, e.g. libs/text/**',
  slip: (value) =>
    typeof value === 'string' && value.startsWith('!')
      ? `"${value}" excludes; "watch" only adds, so name what should count.`
      : pathSlip(value),
});

export const watch = leaf(z.array(glob).min(1).max(MAX_GLOBS), { expects: 'a list of globs, e.g. [libs/text/**]' });
