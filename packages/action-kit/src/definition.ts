import type { Annotation } from '@mlops-actions/core';
import type { ZodError, ZodType } from 'zod';

/** One action as data: what it is called, what it takes and what it gives. A contract test ties it to its action.yml. */
export interface ActionDefinition<Inputs, Output extends string = string> {
  readonly name: string;
  /** An object schema; its keys are the input names in kebab-case. An input that is not given arrives as undefined. */
  readonly inputs: InputSchema<Inputs>;
  readonly outputs: readonly Output[];
  /** Inputs whose values are masked before anything is printed; their schema is `z.instanceof(Secret)`. */
  readonly secrets?: readonly string[];
}

export type InputSchema<Inputs> = ZodType<Inputs> & { readonly shape: Readonly<Record<string, unknown>> };

export type InputProblems = ZodError['issues'];

/** What an action did: every declared output (undefined is written as empty), a summary, and perhaps a reason to fail. */
export interface ActionResult<Output extends string = string> {
  readonly outputs: Readonly<Record<Output, string | undefined>>;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** Shown beside lines of the user's files, written before the failure; the runner shows ten of each level. */
  readonly annotations?: readonly Annotation[];
  /** A gate that said no: outputs and summary are written first, then the step fails with this. */
  readonly failure?: Error;
}
