import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A pull request as the double keeps it. */
export interface Pull {
  readonly number: number;
  readonly repository: string;
  readonly branch: string;
  /** The branch that it is to be merged into; `main` when absent. */
  readonly into?: string;
  headSha: string;
  baseSha: string;
  readonly open?: boolean;
}

export interface StoredComment {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  body: string;
  minimized?: boolean;
}

/** What a run has kept. */
export interface StoredArtifact {
  readonly run: number;
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly expired?: boolean;
}

/** As much of GitHub's API as commenting needs, for one repository. It refuses what GitHub would refuse. */
export interface GitHubDouble {
  readonly url: string;
  readonly pulls: Pull[];
  readonly comments: StoredComment[];
  readonly artifacts: StoredArtifact[];
  /** `METHOD path` of every call that changed something. */
  readonly effects: readonly string[];
  /** What becomes of the next calls, in order. `lost`: it takes effect, and its answer does not come. */
  next(...fates: readonly Fate[]): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export type Fate = 'done' | 'refused' | 'lost';

/** The author behind the token of a workflow. */
export const OURSELVES = 'github-actions';
export const TOKEN = 'token-that-may-comment';
const LONGEST_BODY = 65_536;

export async function gitHubDouble(repository = 'acme/models'): Promise<GitHubDouble> {
  const pulls: Pull[] = [];
  const comments: StoredComment[] = [];
  const artifacts: StoredArtifact[] = [];
  const effects: string[] = [];
  const fates: Fate[] = [];
  const answer = (method: string, url: URL, body: Body): Answer => {
    const { pathname } = url;
    const fate = fates.shift() ?? 'done';
    if (fate === 'refused') return refused(502);
    const done = handle(method, url, body, { root: `/repos/${repository}`, pulls, comments, artifacts });
    if (method !== 'GET' && pathname !== '/graphql' && done.status < 300) effects.push(`${method} ${pathname}`);
    return fate === 'done' ? done : refused(502);
  };
  const server = createServer((request, response) => void respond(request, response, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pulls,
    comments,
    artifacts,
    effects,
    next: (...more) => void fates.push(...more),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

interface Body {
  readonly body?: string;
  readonly variables?: { readonly number: number; readonly after: string | null };
}

const refused = (status: number, message = 'Server Error'): Answer => ({ status, json: { message } });

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (method: string, url: URL, body: Body) => Answer,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const known = request.headers.authorization === `Bearer ${TOKEN}` && request.headers['user-agent'] !== undefined;
  const { status, json } = known
    ? answer(request.method ?? '', new URL(request.url ?? '', 'http://host'), text === '' ? {} : JSON.parse(text))
    : refused(401, 'Bad credentials');
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

interface State {
  readonly root: string;
  readonly pulls: readonly Pull[];
  readonly comments: StoredComment[];
  readonly artifacts: readonly StoredArtifact[];
}

function handle(method: string, url: URL, body: Body, { root, pulls, comments, artifacts }: State): Answer {
  const { pathname, searchParams } = url;
  const below = pathname.startsWith(root) ? pathname.slice(root.length) : '';
  if (method === 'GET' && pathname === `${root}/pulls`)
    return { status: 200, json: paged(pulls.filter((pull) => listed(pull, searchParams)).map(pullJson), searchParams) };
  const [, run] = /^\/actions\/runs\/(\d+)\/artifacts$/.exec(below) ?? [];
  if (method === 'GET' && run !== undefined) {
    const kept = artifacts.filter((one) => one.run === Number(run)).map(artifactJson);
    return { status: 200, json: { total_count: kept.length, artifacts: paged(kept, searchParams) } };
  }
  if (method === 'POST' && pathname === '/graphql') return page(body, comments);
  const [, number] = /^\/issues\/(\d+)\/comments$/.exec(below) ?? [];
  if (method === 'POST' && number !== undefined) {
    if ((body.body ?? '').length > LONGEST_BODY) return refused(422, 'Body is too long');
    comments.push({ id: 100 + comments.length, number: Number(number), author: OURSELVES, body: body.body ?? '' });
    return { status: 201, json: { id: 99 + comments.length } };
  }
  const [, id] = /^\/issues\/comments\/(\d+)$/.exec(below) ?? [];
  const comment = comments.find((one) => one.id === Number(id));
  if (method !== 'PATCH' || comment === undefined) return refused(404, 'Not Found');
  comment.body = body.body ?? '';
  return { status: 200, json: { id: comment.id } };
}

function listed({ repository, branch, into = 'main', open = true }: Pull, query: URLSearchParams): boolean {
  const wanted = (name: string, value: string) => (query.get(name) ?? value) === value;
  const from = wanted('head', `${repository.split('/')[0]}:${branch}`);
  return from && wanted('base', into) && wanted('state', open ? 'open' : 'closed');
}

function paged<T>(all: readonly T[], query: URLSearchParams): readonly T[] {
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return all.slice(from, from + size);
}

const artifactJson = ({ id, name, bytes, expired = false }: StoredArtifact) => ({
  id,
  name,
  size_in_bytes: bytes,
  expired,
});

const pullJson = ({ number, repository, headSha, baseSha }: Pull) => ({
  number,
  head: { sha: headSha, repo: { full_name: repository } },
  base: { sha: baseSha },
});

/** Two comments a page, so that a reader that stops at the first one is found out. */
function page({ variables }: Body, comments: readonly StoredComment[]): Answer {
  const from = Number(variables?.after ?? 0);
  const ofPull = comments.filter(({ number }) => number === variables?.number);
  const nodes = ofPull.slice(from, from + 2).map(({ id, body, author, minimized = false }) => ({
    databaseId: id,
    body,
    viewerDidAuthor: author === OURSELVES,
    isMinimized: minimized,
  }));
  const pageInfo = { hasNextPage: from + 2 < ofPull.length, endCursor: String(from + 2) };
  return { status: 200, json: { data: { repository: { pullRequest: { comments: { nodes, pageInfo } } } } } };
}
