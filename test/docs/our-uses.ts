import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { calledWorkflows } from '../../scripts/generate/workflows-reference.ts';
import { ROOT } from './pages.ts';

/** One `uses:` of ours anywhere in a document. */
export interface Use {
  /** Folder of an action or file of a reusable workflow. */
  readonly target: string;
  readonly id?: string;
  readonly inputs: readonly string[];
}

interface Interface {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Every `uses: org/mlops-actions/<target>@…` in a document, of steps and of jobs. */
export function usesIn(value: unknown): readonly Use[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(usesIn);
  const { uses, id, with: inputs } = value as { readonly uses?: unknown; readonly id?: string; readonly with?: object };
  const target = typeof uses === 'string' ? /^org\/mlops-actions\/(.+)@/.exec(uses)?.[1] : undefined;
  if (target === undefined) return inside;
  return [{ target, inputs: Object.keys(inputs ?? {}), ...(id === undefined ? {} : { id }) }, ...inside];
}

/** Inputs given to ours that it does not have, in words. */
export function unknownInputs({ target, inputs }: Use): readonly string[] {
  const known = interfaceOf(target);
  if (known === undefined) return [`${target} is neither an action nor a reusable workflow`];
  return inputs.filter((name) => !known.inputs.includes(name)).map((name) => `${target} has no input "${name}"`);
}

/** Outputs of steps of ours that the text reads and that these steps do not have, in words. */
export function unknownOutputs(text: string): readonly string[] {
  const steps = new Map(usesIn(parse(text)).flatMap(({ id, target }) => (id === undefined ? [] : [[id, target]])));
  return [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([, id = '', output = '']) => {
    const target = steps.get(id);
    if (target === undefined) return [`no step of ours has the id "${id}"`];
    return interfaceOf(target)?.outputs.includes(output) === true ? [] : [`${target} has no output "${output}"`];
  });
}

function interfaceOf(target: string): Interface | undefined {
  const called = calledWorkflows().find(({ file }) => file === target)?.call;
  if (called !== undefined) return named(called);
  const file = join(ROOT, target, 'action.yml');
  return existsSync(file)
    ? named(parse(readFileSync(file, 'utf8')) as Partial<Record<keyof Interface, object>>)
    : undefined;
}

const named = ({ inputs = {}, outputs = {} }: Partial<Record<keyof Interface, object>>): Interface => ({
  inputs: Object.keys(inputs),
  outputs: Object.keys(outputs),
});
