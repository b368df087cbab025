import { MlopsError } from '@mlops-actions/core';

/** The inputs with these present. Throws INPUT_INVALID with every one of them that was not given. */
export function requireInputs<Inputs extends object, Name extends keyof Inputs & string>(
  inputs: Inputs,
  names: readonly Name[],
): Inputs & { readonly [N in Name]-?: Exclude<Inputs[N], undefined> } {
  const missing = names.filter((name) => inputs[name] === undefined);
  if (missing.length > 0)
    throw new MlopsError('INPUT_INVALID', {
      problems: missing.map((input) => ({ input, message: 'This input is needed and was not given.' })),
    });
  return inputs as Inputs & { readonly [N in Name]-?: Exclude<Inputs[N], undefined> };
}
