import { yamlValue } from '@mlops-actions/core';
import { z } from 'zod';

/** An input whose text is YAML, e.g. a map or a list, checked by a schema of its own. */
export const yamlInput = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context) => {
      const read = yamlValue(text);
      if ('value' in read) return read.value;
      context.addIssue({ code: 'custom', message: read.mistake });
      return z.NEVER;
    })
    .pipe(schema);
