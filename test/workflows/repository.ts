import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { instantiated } from '../../scripts/publish-templates.ts';
import { ROOT } from '../../scripts/root.ts';
import { variantOf } from '../../scripts/workflow-variant.ts';

/** A workflow file as these tests look at it. */
export interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Trigger {
  readonly inputs?: Readonly<Record<string, WorkflowInput>>;
  readonly outputs?: Readonly<Record<string, { readonly description?: string; readonly value: string }>>;
  readonly secrets?: Readonly<Record<string, { readonly required?: boolean }>>;
}

export interface WorkflowInput {
  readonly description?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

export interface Job {
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: unknown;
  readonly needs?: string | readonly string[];
  readonly concurrency?: { readonly group: string; readonly queue?: string; readonly 'cancel-in-progress'?: boolean };
  readonly 'runs-on'?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number | string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** What everybody else calls this repository. */
export const PUBLISHED = { repository: 'org/mlops-actions', ref: 'v1' };

export interface Source {
  /** The file, and what was done to it. */
  readonly title: string;
  readonly text: string;
}

const sources = (pattern: string, change: (text: string) => string = (text) => text, what = ''): readonly Source[] =>
  globSync(pattern, { cwd: ROOT })
    .sort()
    .map((file) => ({ title: `${file}${what}`, text: change(readFileSync(join(ROOT, file), 'utf8')) }));

export const originals = [...sources('.github/workflows/*.yml'), ...sources('workflows-templates/*.yml')];

/** As a repository has them after somebody chose a starter workflow. */
export const copies = sources('workflows-templates/*.yml', instantiated, ', instantiated');

/** Our workflows with full names instead of `$/`, which all tools can look up. */
export const variants = sources('.github/workflows/*.yml', (text) => variantOf(text, PUBLISHED), ', variant');

export const parseWorkflow = (text: string): Workflow => parse(text) as Workflow;

/** The file behind a reference to this repository, `$/…` or its public name; undefined for a reference to another one. */
export function ownPath(uses: string): string | undefined {
  const { repository, ref } = PUBLISHED;
  if (uses.startsWith('$/')) return uses.slice(2);
  if (uses.startsWith(`${repository}/`) && uses.endsWith(`@${ref}`))
    return uses.slice(repository.length + 1, -(ref.length + 1));
  return undefined;
}

export const readRepositoryFile = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
