import { getInput } from '@actions/core';
import { MlopsError } from '@mlops-actions/core';
import { z } from 'zod';
import type { ActionDefinition, InputProblems } from './definition.ts';
import { mask } from './mask.ts';
import { Secret } from './secret.ts';

/** A switch: `true` or `false` and nothing that merely looks like it, so that a slip never turns something on or off. */
export const booleanInput = () =>
  z
    .enum(['true', 'false'], { error: (issue) => `expected true or false, found ${JSON.stringify(issue.input)}` })
    .transform((text) => text === 'true');

/**
 * Reads every declared input the way the runner hands it over and parses all of them together. Secrets are masked before
 * anything else happens. Throws INPUT_INVALID with every problem.
 */
export function readInputs<Inputs>(definition: ActionDefinition<Inputs>): Inputs {
  const { inputs, secrets = [] } = definition;
  const names = Object.keys(inputs.shape);
  for (const name of secrets) mask(getInput(name));
  const raw = Object.fromEntries(names.map((name) => [name, readInput(name, secrets.includes(name))]));
  const parsed = inputs.safeParse(raw);
  if (!parsed.success) throw new MlopsError('INPUT_INVALID', { problems: problemsOf(parsed.error.issues) });
  return parsed.data;
}

/** The runner cannot tell "not given" from "given as empty text": both are absent. */
function readInput(name: string, secret: boolean): string | Secret | undefined {
  const text = getInput(name);
  if (text === '') return undefined;
  return secret ? new Secret(text) : text;
}

const problemsOf = (issues: InputProblems) =>
  issues.map((issue) => ({ input: String(issue.path[0] ?? ''), message: issue.message }));
