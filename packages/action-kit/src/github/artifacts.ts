import { z } from 'zod';
import type { GitHubAccess } from './call.ts';
import { listed } from './pages.ts';

/** What a run has kept. Its name is whatever the run called it. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** As it is stored, which is packed. */
  readonly bytes: number;
}

const items = z
  .object({
    artifacts: z.array(z.object({ id: z.int(), name: z.string(), size_in_bytes: z.int(), expired: z.boolean() })),
  })
  .transform(({ artifacts }) => artifacts);

const MOST_PAGES = 10;

/** The artifacts of a run that can be downloaded, of the first thousand. Throws GITHUB_CALL_FAILED. */
export async function gitHubArtifacts(runId: string, access: GitHubAccess): Promise<readonly Artifact[]> {
  const path = `/repos/${access.repository}/actions/runs/${runId}/artifacts`;
  const found = await listed({ path, items, mostPages: MOST_PAGES }, access);
  return found.filter(({ expired }) => !expired).map(({ id, name, size_in_bytes: bytes }) => ({ id, name, bytes }));
}
