import { dirname, resolve } from 'node:path';
import { alignColumns, generationOf } from '@mlops-actions/core';
import type { CommandResult } from '../command.ts';
import { type LocalOverview, type LocalState, overviewOf } from '../local-state.ts';
import { serverOf } from './local.ts';

/** `mlops status`: jobs, packages and endpoints of the local destination, read from disk; no server is started. */
export async function status(options: { readonly config: string; readonly home?: string }): Promise<CommandResult> {
  const state = (await serverOf(options.home, dirname(resolve(options.config))).run('list')) as LocalState;
  const overview = overviewOf(state, generationOf);
  return { document: overview, text: describe(overview), exitCode: 0 };
}

function describe({ jobs, packages, endpoints }: LocalOverview): string {
  const parts = [
    section(
      'jobs',
      jobs.map(({ kind, name, status, tries }) => [kind, name, status, tries > 1 ? `try ${tries}` : '']),
    ),
    section(
      'packages',
      packages.map(({ group, version, approval, modelDigest }) => [group, `v${version}`, approval, shown(modelDigest)]),
    ),
    section(
      'endpoints',
      endpoints.map(({ name, status, generation, config, modelDigest }) => [
        name,
        status,
        generation === undefined ? '' : `generation ${generation}`,
        config ?? '',
        shown(modelDigest),
      ]),
    ),
  ];
  return parts.join('\n\n');
}

const section = (title: string, rows: readonly (readonly string[])[]): string =>
  `${title}\n${rows.length === 0 ? 'none' : alignColumns(rows)}`;

const shown = (modelDigest: string | undefined): string => (modelDigest === undefined ? '' : `sha256:${modelDigest}`);
