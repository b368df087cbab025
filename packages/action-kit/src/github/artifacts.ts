import { z } from 'zod';
import { callGitHub, type GitHubAccess } from './call.ts';
import { understood } from './understood.ts';

/** What a run has kept. Its name is whatever the run called it. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** As it is stored, which is packed. */
  readonly bytes: number;
}

const list = z.object({
  artifacts: z.array(z.object({ id: z.int(), name: z.string(), size_in_bytes: z.int(), expired: z.boolean() })),
});

/** A run with more than 10 × 100 artifacts is not read to its end. */
const MOST_PAGES = 10;

/** The artifacts of a run that can be downloaded. Throws GITHUB_CALL_FAILED. */
export async function gitHubArtifacts(runId: string, access: GitHubAccess): Promise<readonly Artifact[]> {
  const path = `/repos/${access.repository}/actions/runs/${runId}/artifacts`;
  const found: Artifact[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await callGitHub({ method: 'GET', path: `${path}?per_page=100&page=${page}` }, access);
    const { artifacts } = understood(list, answer, path);
    const there = artifacts.filter(({ expired }) => !expired);
    found.push(...there.map(({ id, name, size_in_bytes: bytes }) => ({ id, name, bytes })));
    if (artifacts.length < 100) break;
  }
  return found;
}
