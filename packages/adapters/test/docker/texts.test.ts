import { describe, expect, it } from '@jest/globals';
import { baseImages, instructionsOf } from '../../src/docker/dockerfile.ts';
import { dockerfileAdvice } from '../../src/docker/dockerfile-advice.ts';
import { parseImageName } from '../../src/docker/image-name.ts';
import { pushRefusal } from '../../src/docker/push-refusal.ts';

describe('parseImageName', () => {
  it.each([
    ['python', 'registry-1.docker.io', 'library/python', 'latest'],
    ['python:3.12-slim', 'registry-1.docker.io', 'library/python', '3.12-slim'],
    ['docker.io/library/python:3', 'registry-1.docker.io', 'library/python', '3'],
    ['org/base', 'registry-1.docker.io', 'org/base', 'latest'],
    ['localhost/base:1', 'localhost', 'base', '1'],
    ['localhost:5000/base', 'localhost:5000', 'base', 'latest'],
    ['ghcr.io/org/a/b:v1', 'ghcr.io', 'org/a/b', 'v1'],
    ['ghcr.io/org/a:v1@sha256:ab', 'ghcr.io', 'org/a', 'sha256:ab'],
  ])('reads %s', (text, registry, repository, version) => {
    expect(parseImageName(text)).toEqual({ registry, repository, version });
  });
});

describe('baseImages', () => {
  it('knows arguments, stages, copied images and scratch apart', () => {
    const dockerfile = `# syntax=docker/dockerfile:1
ARG BASE=python:3.11
ARG TAG
FROM --platform=linux/amd64 \${BASE} AS deps
RUN pip install \\
  # a comment between
  flask
FROM registry.example.com/tools:$TAG AS tools
FROM deps
COPY --from=deps /a /a
COPY --from=0 /a /a
COPY --from=ghcr.io/astral-sh/uv:1 /uv /uv
FROM scratch
`;

    expect(baseImages(dockerfile, { TAG: '2' })).toEqual([
      'python:3.11',
      'registry.example.com/tools:2',
      'ghcr.io/astral-sh/uv:1',
    ]);
    expect(baseImages(dockerfile, { TAG: '2', BASE: 'other@sha256:ab' })).toContain('other@sha256:ab');
  });

  it('joins continued lines and keeps the number of the first', () => {
    expect(instructionsOf('\n\nrun a \\\n\n b\nCOPY . .')).toEqual([
      { line: 3, keyword: 'RUN', rest: 'a b' },
      { line: 6, keyword: 'COPY', rest: '. .' },
    ]);
  });
});

describe('dockerfileAdvice', () => {
  it('names an install after the whole tree, kept downloads and a secret in an argument', () => {
    const advice = dockerfileAdvice(
      'FROM a\nCOPY . .\nRUN ["pip", "install", "-r", "r.txt"]\nFROM a\nRUN pip install x\nARG API_TOKEN\n',
    );

    expect(advice).toEqual([
      expect.stringMatching(/^3: The whole repository is copied before/),
      expect.stringMatching(/^5: pip keeps its downloads/),
      expect.stringMatching(/^6: Whoever may pull/),
    ]);
  });
});

describe('pushRefusal', () => {
  it.each([
    ['toomanyrequests: Rate exceeded', 'transient'],
    ['received unexpected HTTP status: 503 Service Unavailable', 'transient'],
    ['unexpected status from PUT request to https://r/v2/a/manifests/b: 429 Too Many Requests', 'transient'],
    ['read tcp 10.0.0.1:5->10.0.0.2:443: read: connection reset by peer', 'transient'],
    ['net/http: TLS handshake timeout', 'transient'],
    [
      "tag invalid: The image tag 'v1' already exists in the 'a' repository and cannot be overwritten because the tag is immutable.",
      'immutable',
    ],
    ['denied: requested access to the resource is denied', 'denied'],
    ['unauthorized: authentication required', 'denied'],
    ["name unknown: The repository with name 'a' does not exist in the registry with id '1'", 'denied'],
    ['unexpected status from HEAD request to https://r/v2/a/blobs/sha256:5030: 403 Forbidden', 'denied'],
    ['unexpected status from PUT request to https://r/v2/a/manifests/b: 400 Bad Request', 'other'],
  ])('%s → %s', (text, refusal) => {
    expect(pushRefusal(text)).toBe(refusal);
  });
});
