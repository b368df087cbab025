import { type CommentMarker, markerOf, modelMark, withMarker } from '../domain/comment-marker.ts';
import type { OwnComment, PullRequest, PullRequests } from './ports/pull-requests.ts';
import type { Ports } from './ports.ts';
import { tryGitHub } from './try-github.ts';

export interface CommentRequest extends Pick<CommentMarker, 'key' | 'head'> {
  /** Where `head` was pushed to, as the event says; never what an artifact says. */
  readonly repository: string;
  readonly branch: string;
  /** What to say; without it a comment about an earlier commit is only marked as outdated. */
  readonly news?: {
    readonly body: string;
    /** The commit that it was compared with. */
    readonly base: string;
    /** Names of the models that it is about. */
    readonly models: readonly string[];
  };
  /** Marks a comment as outdated; `reason` is half a sentence. */
  readonly outdated: (body: string, reason: string) => string;
}

export type Told = 'created' | 'edited' | 'unchanged' | 'outdated' | 'nothing-to-say' | 'no-pull-request' | 'failed';

export interface Telling {
  readonly outcome: Told;
  readonly pullRequest?: number;
}

type TellPorts = Pick<Ports, 'clock' | 'signal' | 'progress'> & { readonly pullRequests: PullRequests };

/**
 * Keeps one comment per pull request and key: made once, then edited, and left alone when it says the same. What fails is a
 * warning, never a verdict. Throws CANCELLED only.
 */
export async function tellPullRequest(request: CommentRequest, ports: TellPorts): Promise<Telling> {
  const told = await tryGitHub('The pull request was not told', () => look(request, ports.pullRequests), ports);
  return told ?? { outcome: 'failed' };
}

async function look(request: CommentRequest, pullRequests: PullRequests): Promise<Telling> {
  const found = choose(await pullRequests.fromBranch(request), request);
  if (found === undefined) return { outcome: 'no-pull-request' };
  const comments = await pullRequests.ownComments(found.number);
  const before = comments.findLast(({ body }) => markerOf(body)?.key === request.key);
  return { outcome: await act(request, found, before, pullRequests), pullRequest: found.number };
}

/** Of several from one branch, the one that is about this commit, and against what it was compared with. */
function choose(open: readonly PullRequest[], { repository, head, news }: CommentRequest): PullRequest | undefined {
  const ours = open.filter(({ headRepository }) => headRepository === repository);
  const current = ours.filter(({ headSha }) => headSha === head);
  return current.find(({ baseSha }) => baseSha === news?.base) ?? current[0] ?? ours[0];
}

async function act(
  request: CommentRequest,
  { number, headSha, baseSha }: PullRequest,
  before: OwnComment | undefined,
  pullRequests: PullRequests,
): Promise<Told> {
  const { key, head, news, outdated } = request;
  // A run that ends late tells nothing about a commit that is no longer the newest.
  if (headSha !== head || news === undefined) return outdate(before, headSha, outdated, pullRequests);
  const about = { base: news.base, models: news.models.map(modelMark) };
  const fresh = withMarker({ key, head, ...about }, news.body);
  const body = news.base === baseSha ? fresh : outdated(fresh, 'the base has changed since');
  if (before === undefined) {
    await pullRequests.comment(number, body);
    return 'created';
  }
  if (same(before.body, body)) return 'unchanged';
  await pullRequests.edit(before.id, body);
  return 'edited';
}

async function outdate(
  before: OwnComment | undefined,
  headSha: string,
  outdated: CommentRequest['outdated'],
  pullRequests: PullRequests,
): Promise<Told> {
  const about = before === undefined ? undefined : markerOf(before.body)?.head;
  if (before === undefined || about === headSha) return 'nothing-to-say';
  const body = outdated(
    before.body,
    `it is about ${about?.slice(0, 7)}, and ${headSha.slice(0, 7)} is the newest commit`,
  );
  if (same(before.body, body)) return 'unchanged';
  await pullRequests.edit(before.id, body);
  return 'outdated';
}

/** GitHub keeps a text without what stands around it, and may change its line ends. */
const same = (one: string, other: string): boolean => normal(one) === normal(other);
const normal = (text: string): string => text.replaceAll('\r\n', '\n').trim();
