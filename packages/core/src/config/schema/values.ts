import { z } from 'zod';
import { formatDuration, parseDuration } from '../duration.ts';
import { leaf } from '../notes.ts';
import { pathSlip } from './path-slip.ts';

/** A file or folder of the repository, relative to the folder of mlops.yml. */
export const path = (example: string) =>
  leaf(z.string().min(1).max(1024), {
    expects: `a path relative to the folder of mlops.yml, e.g. ${example}`,
    slip: pathSlip,
  });

/** Name of a file inside the build context: what runs in the image. */
export const pathInImage = (example: string) =>
  leaf(z.string().min(1).max(1024), {
    expects: `a path relative to image.context, e.g. ${example}`,
    slip: (value) =>
      pathSlip(value) ??
      (typeof value === 'string' && value.split('/').includes('..')
        ? `"${value}" leaves image.context; the image holds only files inside it.`
        : undefined),
  });

/** A SageMaker instance type; sagemaker-local accepts every one and runs on this machine. */
export const instanceType = () =>
  leaf(z.string().regex(/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/), {
    expects: 'a SageMaker instance type, e.g. ml.m5.large',
    slip: instanceTypeSlip,
  });

/** Sentences for types of EC2 and for the local mode of other tools. */
export function instanceTypeSlip(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === 'local')
    return '"local" is a destination, not an instance type; any ml.* type runs on this machine there.';
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(value) && !value.startsWith('ml.'))
    return `"${value}" is an EC2 type; SageMaker's name for it is "ml.${value}".`;
  return undefined;
}

/** A span of time between two limits, e.g. `1h30m`. */
export const duration = (least: string, most: string) =>
  leaf(z.string().regex(/^(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/), {
    expects: `a duration from ${least} to ${most}, e.g. "1h30m"`,
    slip: (value) => durationSlip(value, least, most),
  });

function durationSlip(value: unknown, least: string, most: string): string | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0
      ? `${value} has no unit; write "${formatDuration(value)}" for ${value} seconds.`
      : `${value} is no duration; write it with units, e.g. "1h30m".`;
  if (typeof value !== 'string') return undefined;
  const seconds = parseDuration(value);
  if (seconds === undefined)
    return /^\d+$/.test(value) ? `"${value}" has no unit; write e.g. "${value}s" or "1h30m".` : undefined;
  if (seconds >= (parseDuration(least) ?? 0) && seconds <= (parseDuration(most) ?? 0)) return undefined;
  return `"${value}" is outside ${least} to ${most}.`;
}

/** A part of the whole, both ends as given. */
export const share = (schema: z.ZodNumber, expects: string) =>
  leaf(schema, {
    expects,
    slip: (value) =>
      typeof value === 'number' && value > 1 && value <= 100
        ? `${value} looks like a percentage; write ${value / 100} for ${value} %.`
        : undefined,
  });

export const whole = (least: number, most: number, what: string) =>
  leaf(z.int().min(least).max(most), { expects: `${what} from ${least} to ${most}` });

/** SageMaker's pattern for names, shorter so that a digest and a counter fit after it. */
export const resourceName = (what: string) =>
  leaf(
    z
      .string()
      .max(46)
      .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/),
    {
      expects: `${what}: letters, digits and hyphens, at most 46 characters, starting and ending with a letter or digit`,
      slip: nameSlip,
    },
  );

function nameSlip(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.length > 46)
    return `"${value.slice(0, 60)}" has ${value.length} characters; at most 46, because a digest follows it within SageMaker's 63.`;
  const usable = value.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(value) || usable === '') return undefined;
  return `"${value}" is no SageMaker name (letters, digits and hyphens); write "${usable}".`;
}

export const columnName = () => leaf(z.string().min(1).max(256), { expects: 'the name of a column in the header' });
