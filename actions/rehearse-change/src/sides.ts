import { join, resolve } from 'node:path';
import { type ActionContext, readConfig } from '@mlops-actions/action-kit';
import { type ConnectedPorts, connect } from '@mlops-actions/adapters';
import { isMlopsError, type RehearsalRequest, type Side } from '@mlops-actions/core';
import type { RehearseInputs } from './inputs.ts';

/** A commit as it was checked out. */
export interface CheckedOut extends Side {
  /** Folder of mlops.yml on the disk. */
  readonly root: string;
  readonly ports: ConnectedPorts;
}

export interface Place {
  readonly config: string;
  /** Folder of the checkout, relative to the workspace. */
  readonly directory: string;
  readonly commit: string;
}

export const headPlace = (inputs: RehearseInputs & { readonly 'head-sha': string }): Place => ({
  config: inputs.config,
  directory: inputs['working-directory'],
  commit: inputs['head-sha'],
});

/** A rehearsal happens on the runner itself; its files are named as the repository names them. Throws what readConfig throws. */
export async function checkedOut({ config, directory, commit }: Place, context: ActionContext): Promise<CheckedOut> {
  const folder = resolve(context.workspace, directory);
  const loaded = await readConfig({ config, 'working-directory': '.' }, { workspace: folder });
  const ports = await connect(loaded, context, import.meta.url);
  return { commit, config: loaded.config, file: join(config).replaceAll('\\', '/'), root: loaded.root, ports };
}

/** The base, or why its mlops.yml cannot be read: a mistake that is there already is none of the change. */
export async function checkedOutBase(
  place: Place,
  context: ActionContext,
): Promise<Pick<RehearsalRequest, 'baseProblems'> & { readonly base?: CheckedOut }> {
  try {
    return { base: await checkedOut(place, context) };
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return { baseProblems: error.details.problems };
    throw error;
  }
}
