import { markerOf, modelMark } from '../domain/comment-marker.ts';
import type { PullRequest, PullRequests } from './ports/pull-requests.ts';
import type { Ports } from './ports.ts';
import type { CommentRequest } from './tell-pull-request.ts';
import { tryGitHub } from './try-github.ts';

export interface MovedBase extends Pick<CommentRequest, 'key' | 'outdated'> {
  /** The branch that got other models. */
  readonly branch: string;
  /** Full id of the commit that they were trained at. */
  readonly trained: string;
  /** Full id of the newest commit of the branch: what was compared with that one is up to date as well. */
  readonly newest?: string;
  /** Names of the models that are others now. */
  readonly models: readonly string[];
}

type OutdatePorts = Pick<Ports, 'clock' | 'signal' | 'progress'> & { readonly pullRequests: PullRequests };

/**
 * Strikes our comments through on open pull requests that compared one of these models with what it was before; returns the
 * numbers of the pull requests, or undefined when GitHub could not be asked, which is a warning. Throws CANCELLED only.
 */
export async function outdateComments(request: MovedBase, ports: OutdatePorts): Promise<readonly number[] | undefined> {
  if (request.models.length === 0) return [];
  const look = () => ports.pullRequests.into(request.branch);
  const open = await tryGitHub('Open pull requests could not be listed', look, ports);
  if (open === undefined) return undefined;
  const struck: number[] = [];
  for (const pull of open) {
    const what = `The comment on pull request ${pull.number} was not struck through`;
    if (await tryGitHub(what, () => outdateOne(pull, request, ports.pullRequests), ports)) struck.push(pull.number);
  }
  return struck;
}

async function outdateOne({ number }: PullRequest, request: MovedBase, pullRequests: PullRequests): Promise<boolean> {
  const { key, trained, newest, models, outdated } = request;
  const comments = await pullRequests.ownComments(number);
  const before = comments.findLast(({ body }) => markerOf(body)?.key === key);
  const { base, models: told = [] } = (before && markerOf(before.body)) ?? {};
  const moved = models.some((model) => told.includes(modelMark(model)));
  if (before === undefined || base === undefined || base === trained || base === newest || !moved) return false;
  const reason = `the base has another model since ${trained.slice(0, 7)}, and this compared with ${base.slice(0, 7)}`;
  const body = outdated(before.body, reason);
  if (body === before.body) return false;
  await pullRequests.edit(before.id, body);
  return true;
}
