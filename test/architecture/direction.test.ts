import { describe, expect, test } from '@jest/globals';
import { type Import, partOf, readSources, type Source } from './sources.ts';

const sources = readSources();

/** Which parts a part may import. An action stands for every folder with an action.yml. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  evaluation: [],
  core: ['evaluation'],
  'action-kit': ['core'],
  adapters: ['core'],
  'sagemaker-local': [],
  cli: ['core', 'adapters'],
  action: ['core', 'adapters', 'action-kit'],
};

/** Inside core. A report reads the results of the stages, so it stands above them; a stage knows no report. */
const MAY_IMPORT_IN_CORE: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  config: ['domain'],
  stages: ['config', 'domain'],
  report: ['stages', 'config', 'domain'],
};

/** Libraries of core: pure functions, no input and output of their own. */
const PURE_LIBRARIES = ['csv-parse/sync', 'csv-stringify/sync', 'fastest-levenshtein', 'yaml', 'zod'];

/** Libraries of evaluation: pure JavaScript, and the codecs that Node brings. */
const MAY_USE_IN_EVALUATION = [
  'hyparquet',
  ...['column', 'convert', 'schema'].map((part) => `hyparquet/src/${part}.js`),
  'node:zlib',
];

describe('direction of imports', () => {
  test('the graph is read: stages import the domain, actions import core', () => {
    const edges = imports().map(
      ({ from, target }) => `${partOf(from)}/${layerOf(from)} → ${partOf(target)}/${layerOf(target)}`,
    );

    expect(edges).toEqual(
      expect.arrayContaining([
        'core/stages → core/domain',
        'train/undefined → core/undefined',
        'adapters/undefined → core/undefined',
      ]),
    );
  });

  test('every part imports only the parts below it', () => {
    const breaches = imports().filter(
      ({ from, target }) => partOf(from) !== partOf(target) && !allowed(kindOf(from)).includes(partOf(target)),
    );

    expect(breaches.map(shown)).toEqual([]);
  });

  test('inside core, report → stages → config → domain → nothing', () => {
    const breaches = imports().filter(({ from, target }) => {
      const [layer, below] = [layerOf(from), layerOf(target)];
      return (
        layer !== undefined && below !== undefined && layer !== below && !MAY_IMPORT_IN_CORE[layer]?.includes(below)
      );
    });

    expect(breaches.map(shown)).toEqual([]);
  });

  test('no action imports another action', () => {
    const breaches = imports().filter(
      ({ from, target }) => isAction(from) && isAction(target) && partOf(from) !== partOf(target),
    );

    expect(breaches.map(shown)).toEqual([]);
  });

  test('another package is imported by its name, never past its index', () => {
    const breaches = imports().filter(
      ({ from, target, specifier }) =>
        partOf(from) !== partOf(target) && (specifier.startsWith('.') || !target.endsWith('/src/index.ts')),
    );

    expect(breaches.map(shown)).toEqual([]);
  });

  test('core uses pure libraries only, and hashing in one place', () => {
    const breaches = sources
      .filter(({ file }) => partOf(file) === 'core')
      .flatMap(({ file, imports }) =>
        imports
          .filter(({ target }) => target === undefined)
          .filter((found) => !isPure(found) && !isHashing(file, found))
          .map(({ specifier }) => `${file} → ${specifier}`),
      );

    expect(breaches).toEqual([]);
  });

  test('evaluation reads Parquet with one library, and needs nothing else', () => {
    const libraries = sources
      .filter(({ file }) => partOf(file) === 'evaluation')
      .flatMap(({ imports }) => imports.filter(({ target }) => target === undefined).map(({ specifier }) => specifier));

    expect(libraries.filter((name) => !MAY_USE_IN_EVALUATION.includes(name))).toEqual([]);
  });

  test('the domain imports no library at all', () => {
    const breaches = sources
      .filter(({ file }) => layerOf(file) === 'domain')
      .flatMap(({ file, imports }) =>
        imports
          .filter((found) => found.target === undefined && !isHashing(file, found))
          .map(({ specifier }) => `${file} → ${specifier}`),
      );

    expect(breaches).toEqual([]);
  });

  test('only action-kit speaks to the GitHub runner', () => {
    const speakers = sources.filter(({ imports }) =>
      imports.some(({ specifier }) => specifier.startsWith('@actions/')),
    );

    expect([...new Set(speakers.map(({ file }) => partOf(file)))]).toEqual(['action-kit']);
  });

  test('only adapters speak to AWS', () => {
    const speakers = sources.filter(({ imports }) =>
      imports.some(({ specifier }) => specifier.startsWith('@aws-sdk/')),
    );

    expect([...new Set(speakers.map(({ file }) => partOf(file)))]).toEqual(['adapters']);
  });

  test('nothing imports a test helper', () => {
    const breaches = imports().filter(({ target }) => !/^[^/]+(\/[^/]+)?\/src\//.test(target));

    expect(breaches.map(shown)).toEqual([]);
  });

  test('there is no cycle', () => {
    expect(cyclesOf(sources)).toEqual([]);
  });
});

interface Edge extends Import {
  readonly from: string;
  readonly target: string;
}

function imports(): readonly Edge[] {
  return sources.flatMap(({ file, imports }) =>
    imports.flatMap((found) => (found.target === undefined ? [] : [{ ...found, from: file, target: found.target }])),
  );
}

const shown = ({ from, target }: Edge): string => `${from} → ${target}`;
const isAction = (file: string): boolean => /^(actions\/[^/]+|train|serve)\/src\//.test(file);
const kindOf = (file: string): string => (isAction(file) ? 'action' : partOf(file));
const allowed = (kind: string): readonly string[] => MAY_IMPORT[kind] ?? [];
const layerOf = (file: string): string | undefined => /^packages\/core\/src\/([^/]+)\//.exec(file)?.[1];
const isPure = ({ specifier }: Import): boolean => PURE_LIBRARIES.includes(specifier);
const isHashing = (file: string, { specifier, names }: Import): boolean =>
  file === 'packages/core/src/domain/canonical.ts' &&
  specifier === 'node:crypto' &&
  names.every((name) => name === 'createHash');

/** Every cycle of imports that exist at run time, as the path that comes back; a type-only import makes none. */
function cyclesOf(files: readonly Source[]): readonly string[] {
  const graph = new Map(files.map(({ file, imports }) => [file, runtimeTargets(imports)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

const runtimeTargets = (imports: readonly Import[]): readonly string[] =>
  imports.flatMap(({ target, typeOnly }) => (target === undefined || typeOnly ? [] : [target]));
