import type { Problem } from '../domain/error-catalogue.ts';
import { isMlopsError, MlopsError } from '../domain/errors.ts';
import { FROM_INPUTS } from './choose-environment.ts';
import type { ReadFile } from './extends.ts';
import { type Given, type GivenValues, type InputPaths, inputPlace, pathOf, readGiven } from './given.ts';
import { conclude, loadConfig, overlaid, rootedFolder } from './load.ts';
import { ruleProblems } from './rule-problems.ts';
import { structureProblems } from './structure.ts';
import { treeOf } from './tree.ts';
import type { MlopsConfig } from './types.ts';

/** A section of mlops.yml that an action needs. */
export type Part = 'task' | 'data' | 'image' | 'train' | 'validate' | 'register' | 'serve';

export type ConfigParts<P extends Part> = Pick<MlopsConfig, 'model' | 'environment' | 'registry' | P>;

export interface PartsOptions<P extends Part> {
  readonly parts: readonly P[];
  /** Inputs of the action, of which `paths` says what they stand for. */
  readonly values: GivenValues;
  readonly paths: InputPaths;
  /** Inputs that stand for no key and that the action cannot do without. */
  readonly needs?: readonly string[];
  /** Path of mlops.yml; without it everything comes from the inputs. */
  readonly file?: string;
  /** Folder that paths in the inputs are relative to when there is no file. */
  readonly folder: string;
  readonly readFile: ReadFile;
  readonly environment?: string;
}

/** What an action has no use for, so that the rest can be read by the same schema and rules as a whole file. */
const UNUSED: Readonly<Record<Part, unknown>> = {
  task: 'binary',
  data: { table: 'unused.csv', label: 'unused' },
  image: {},
  train: { script: 'unused.py' },
  validate: { gates: [{ metric: 'accuracy', min: 0.5 }] },
  register: {},
  serve: {},
};

/** Keys of a part that {@link UNUSED} gives and that no part can do without. */
const REQUIRED = ['train.script', 'validate.gates'];

/**
 * The parts of mlops.yml that an action needs, from a file with the inputs on top, or from the inputs alone.
 * Throws INPUT_INVALID with every mistake of the inputs; beside a file CONFIG_INVALID with the file's as well, CONFIG_NOT_FOUND.
 */
export async function loadParts<P extends Part>(options: PartsOptions<P>): Promise<ConfigParts<P>> {
  const environment = placeName(options);
  const read = readGiven(options.values, options.paths, environment);
  const given = { ...read, problems: [...read.problems, ...missing(options)] };
  return options.file === undefined
    ? fromInputs(options, given)
    : besideFile(options, options.file, given, describesPlace(given) ? environment : options.environment);
}

const missing = <P extends Part>({ needs = [], values }: PartsOptions<P>): readonly Problem[] =>
  needs
    .filter((name) => values[name] === undefined)
    .map((name) => ({ ...inputPlace(name), path: name, message: 'This input is needed and was not given.' }));

/** The environment that inputs about the place belong to. */
const placeName = ({ file, environment }: Pick<PartsOptions<Part>, 'file' | 'environment'>) =>
  file === undefined ? FROM_INPUTS : (environment ?? FROM_INPUTS);

const describesPlace = ({ overrides }: Given) => overrides.some(({ path }) => path[0] === 'environments');

async function besideFile<P extends Part>(
  options: PartsOptions<P>,
  file: string,
  given: Given,
  environment: string | undefined,
): Promise<ConfigParts<P>> {
  const { readFile } = options;
  const chosen = environment === undefined ? {} : { environment };
  const loaded = await loadConfig({ file, readFile, overrides: given.overrides, ...chosen }).catch((error: unknown) => {
    throw withProblems(error, given.problems, options);
  });
  if (given.problems.length > 0) throw inputInvalid(given.problems, options);
  return loaded.config;
}

/** Mistakes in inputs alone are told as such; beside mistakes of files, all of them together. */
function withProblems<P extends Part>(error: unknown, more: readonly Problem[], options: PartsOptions<P>): unknown {
  if (!isMlopsError(error, 'CONFIG_INVALID')) return error;
  const problems = [...error.details.problems, ...more];
  const inputs = [...Object.keys(options.paths), ...(options.needs ?? [])].map((input) => inputPlace(input).file);
  return problems.every(({ file }) => inputs.includes(file))
    ? inputInvalid(problems, options)
    : new MlopsError('CONFIG_INVALID', { problems });
}

async function fromInputs<P extends Part>(options: PartsOptions<P>, given: Given): Promise<ConfigParts<P>> {
  const written = treeOf(placeholders(options), { file: 'inputs' });
  const environment = describesPlace(given) ? { environment: FROM_INPUTS } : {};
  const { effective, chosen } = overlaid(written, given.overrides, environment.environment);
  const file = `${options.folder}/inputs`;
  const problems = [
    ...given.problems,
    ...[...structureProblems(effective, { partial: false }), ...ruleProblems(effective, rootedFolder(file))].filter(
      ({ path }) => concerns(options.parts, path),
    ),
    ...chosen.problems,
    ...needsFile(options),
  ];
  if (problems.length > 0) throw inputInvalid(problems, options);
  return (await conclude(effective, chosen.block, { file, readFile: options.readFile, ...environment }, [])).config;
}

/** For the parts that an action has no use for, and for a required key that none of its inputs stands for. */
const placeholders = <P extends Part>({ parts, paths }: PartsOptions<P>) => ({
  version: 1,
  ...Object.fromEntries(
    Object.entries(UNUSED).filter(
      ([part]) =>
        !parts.includes(part as P) || REQUIRED.some((key) => partOf(key) === part && !standsFor(paths).includes(key)),
    ),
  ),
});

const standsFor = (paths: InputPaths): readonly string[] => Object.values(paths);

const concerns = (parts: readonly Part[], path: string) =>
  ['model', 'environments', ...parts].includes(path.split(/[.[]/)[0] ?? '');

const needsFile = <P extends Part>({ environment }: PartsOptions<P>): readonly Problem[] =>
  environment === undefined
    ? []
    : [
        {
          ...inputPlace('environment'),
          path: 'environment',
          message: `"${environment}" is an environment of mlops.yml, and no file was given; name it with "config".`,
        },
      ];

function inputInvalid<P extends Part>(problems: readonly Problem[], options: PartsOptions<P>): MlopsError {
  const told = problems.map(({ path, message }) => ({ input: inputOf(path, options), message }));
  const once = new Map(told.map((problem) => [JSON.stringify(problem), problem]));
  return new MlopsError('INPUT_INVALID', { problems: [...once.values()] });
}

/** The input that stands for the key of a mistake, for the key around it, for the first inside it, or for another spelling. */
function inputOf<P extends Part>(problem: string, options: PartsOptions<P>): string {
  const keys = Object.entries(options.paths).map(
    ([input, path]) => [input, pathOf(path, placeName(options)).join('.')] as const,
  );
  const around = keys.filter(
    ([, path]) => problem === path || problem.startsWith(`${path}.`) || problem.startsWith(`${path}[`),
  );
  const inside = keys.filter(([, path]) => path.startsWith(`${problem}.`));
  const alike = keys.filter(([, path]) => partOf(path) === partOf(problem) && leaf(path) === leaf(problem));
  return (around.at(-1) ?? inside[0] ?? alike[0])?.[0] ?? problem;
}

const partOf = (path: string) => path.split('.')[0];
const leaf = (path: string) => path.split('.').at(-1);
