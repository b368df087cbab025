import type { ConfigParts } from '../../src/config/parts.ts';
import type { Placement } from '../../src/domain/job-spec.ts';
import type { EndpointState, Endpoints, Generation, ModelPackage, Ports } from '../../src/stages/ports.ts';
import { failure, world } from './world.ts';

/** What ends a process: whatever it calls afterwards never happens. */
export class Killed extends Error {}

interface Endpoint {
  status: string;
  configName: string;
  /** Config on its way, and how many looks it takes. */
  coming?: { readonly configName: string; looks: number };
}

const LOOKS = 3;

export const CONFIG = {
  model: 'churn',
  environment: { name: 'test', destination: 'local' },
  register: { approval: 'automatic' },
  serve: {
    script: 'serve/app.py',
    instanceType: 'ml.m5.large',
    instanceCount: 1,
    startupTimeoutSeconds: 60,
    endpoint: 'churn',
    smoke: 'serve/smoke.yml',
  },
} as unknown as ConfigParts<'register' | 'serve'>;

export const digestOfVersion = (version: number) => String(version).repeat(64).slice(0, 64);

/**
 * A destination in memory with a registry of versions 1 to 4 and an endpoint that moves when it is looked at. `broken` versions do
 * not start, `wrong` ones answer what the smoke test does not expect. Every run has its own ports to one state, as processes have.
 */
export function servingWorld() {
  const base = world();
  const broken = new Set<number>();
  const wrong = new Set<number>();
  const endpoints = new Map<string, Endpoint>();
  const models = new Map<string, { spec: string; modelUri: string; image: string }>();
  const configs = new Map<string, { spec: string }>();
  const calls: string[] = [];
  const approvals: string[] = [];
  const versionOf = (configName: string) => Number(/sha256-(\d)/.exec(models.get(configName)?.modelUri ?? '')?.[1]);

  base.objects.set('serve/smoke.yml', '- { name: one customer, body: {}, expect: { /ok: { equals: true } } }');
  for (const version of [1, 2, 3, 4]) base.objects.set(modelUri(version), 'archive');

  const look = (name: string): EndpointState | undefined => {
    const endpoint = endpoints.get(name);
    if (endpoint === undefined) return undefined;
    arrive(endpoint);
    const { status, configName } = endpoint;
    const image = models.get(configName)?.image;
    return { name, status, configName, resolvedImages: image === undefined ? [] : [image] };
  };
  const arrive = (endpoint: Endpoint) => {
    const { coming } = endpoint;
    if (coming === undefined) return;
    coming.looks -= 1;
    if (coming.looks > 0) return;
    delete endpoint.coming;
    const starts = !broken.has(versionOf(coming.configName));
    if (starts) endpoint.configName = coming.configName;
    endpoint.status = starts || endpoint.configName !== coming.configName ? 'InService' : 'Failed';
  };
  const memory: Endpoints = {
    observe: async (name) => look(name),
    generation: async (name) => models.get(name),
    config: async (name) => configs.get(name),
    createModel: async (generation: Generation, placement: Placement) => {
      calls.push(`CreateModel ${generation.name}`);
      models.set(generation.name, { ...generation, spec: placement.tags['mlops:spec'] ?? '' });
    },
    createConfig: async (generation, placement) => {
      calls.push(`CreateEndpointConfig ${generation.name}`);
      configs.set(generation.name, { spec: placement.tags['mlops:spec'] ?? '' });
    },
    create: async (name, configName) => {
      calls.push(`CreateEndpoint ${configName}`);
      if (endpoints.has(name)) throw failure('ValidationException', false);
      endpoints.set(name, { status: 'Creating', configName, coming: { configName, looks: LOOKS } });
    },
    update: async (name, configName) => {
      const endpoint = endpoints.get(name);
      if (endpoint === undefined || endpoint.coming !== undefined) throw failure('ValidationException', false);
      calls.push(`UpdateEndpoint ${configName}`);
      endpoint.status = 'Updating';
      endpoint.coming = { configName, looks: LOOKS };
    },
    removeEndpoint: async (name) => void endpoints.delete(name),
    generations: async () => [...new Set([...models.keys(), ...configs.keys()])],
    remove: async (name) => {
      models.delete(name);
      configs.delete(name);
    },
    invoke: async (name) => {
      const version = versionOf(endpoints.get(name)?.configName ?? '');
      return {
        status: 200,
        body: JSON.stringify({ ok: !wrong.has(version) }),
        modelDigest: digestOfVersion(version),
      };
    },
    logTail: async () => [{ stream: 's', at: 0, message: 'MemoryError' }],
  };
  const registry: Ports['models'] = {
    list: async () => [4, 3, 2, 1].map(packageOf),
    register: async () => undefined,
    approve: async (arn) => void approvals.push(arn),
  };
  /** `killAt` is the call, counted from 1, that the process does not survive; `after` kills it when the call has had its effect. */
  const run = (
    id: string,
    kill: { readonly at?: number; readonly after?: boolean } = {},
  ): Ports & { made(): number } => {
    const counter = mortal(kill);
    return {
      ...base.ports,
      placement: { ...base.ports.placement, tags: { 'mlops:run': id } },
      endpoints: counter.guard(memory),
      models: counter.guard(registry),
      objects: counter.guard(base.ports.objects),
      made: counter.made,
    };
  };
  return { ...base, run, broken, wrong, endpoints, models, configs, calls, approvals, memory };
}

const modelUri = (version: number) => `s3://bucket/models/sha256-${digestOfVersion(version)}/model.tar.gz`;

const packageOf = (version: number): ModelPackage => ({
  group: 'churn',
  version,
  arn: `arn:${version}`,
  approval: 'Approved',
  image: `local/churn@sha256:${'c'.repeat(64)}`,
  modelUri: modelUri(version),
  metadata: { 'model-digest': digestOfVersion(version) },
});

/** Counts the calls of a process over all its ports and ends it at one of them. */
function mortal({ at, after = false }: { readonly at?: number; readonly after?: boolean }) {
  let calls = 0;
  let dead = false;
  const guard = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function' || name === 'uri') return method;
        return async (...parameters: readonly unknown[]) => {
          calls += 1;
          const mine = calls;
          if (dead || (mine === at && !after)) die();
          const answer: unknown = await Reflect.apply(method, target, parameters);
          if (mine === at) die();
          return answer;
        };
      },
    });
  const die = () => {
    dead = true;
    throw new Killed('killed');
  };
  return { guard, made: () => calls };
}
