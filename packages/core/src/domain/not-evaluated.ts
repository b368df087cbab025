import type { Problem } from './error-catalogue.ts';

/** Why nothing can be judged, as a sentence without its full stop: the same words before a rehearsal and in one. */
export const NOT_EVALUATED = {
  base: (problems: readonly Problem[]): string =>
    `the mlops.yml of the base cannot be read: ${problems.map(placed).join('; ')}`,
  /** `reasons`: half a sentence for each table. */
  data: (reasons: readonly string[]): string => `data not readable here: ${[...new Set(reasons)].join(', ')}`,
  untrained: 'no rehearsal was asked for; the training data holds no row that the base holds out',
  /** `removed`: the models that are gone. */
  origin: (removed: readonly { readonly model: string; readonly config: string }[]): string =>
    `the model is new while ${removed.map(({ model, config }) => `${model} (${config})`).join(', ')} is removed: it may be the ` +
    'same under another name, which its own gates must not judge. Remove the one and add the other in two pull requests',
} as const;

function placed({ file, line, message }: Problem): string {
  const name = file.split('/').at(-1) ?? file;
  return `${name}${line === undefined ? '' : `:${line}`} ${message}`;
}
