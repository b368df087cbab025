import { joined } from './paths.ts';
import { defaultGateId } from './rules/gate-id.ts';
import { sliceRuleName } from './rules/slices.ts';
import type { ConfigFile } from './schema/file.ts';
import { DEFAULT_MIN_ROWS } from './schema/slices.ts';
import { type Node, nodeAt } from './tree.ts';

export const DEFAULT_HELD_OUT_SHARE = 0.2;
export const DEFAULT_SPLIT_LOCK = 'data/split.lock';
const REQUIREMENTS = ['model/requirements.txt'];
/** In this order. */
const DOCKERFILES = ['model/dockerfile', 'Dockerfile'];

/** What was not written: path as text → what it was concluded from. */
export type Inferences = ReadonlyMap<string, string>;

export interface Completed {
  readonly document: ConfigFile;
  readonly inferences: Inferences;
}

/** Fills in what follows from other values. `hasFile` tells whether a file exists beside mlops.yml. */
export async function infer(
  parsed: ConfigFile,
  tree: Node,
  hasFile: (path: string) => Promise<boolean>,
): Promise<Completed> {
  const inferences = new Map<string, string>();
  const data = completeData(parsed, tree, inferences);
  const image = await completeImage(parsed, inferences, hasFile);
  const gates = parsed.validate.gates.map((gate, index) => completeGate(parsed, gate, index, inferences));
  if (parsed.serve.endpoint === undefined) inferences.set('serve.endpoint', 'model');
  const document: ConfigFile = {
    ...parsed,
    data,
    image,
    validate: { ...parsed.validate, slices: completeSlices(parsed.validate.slices, tree, inferences), gates },
    serve: { ...parsed.serve, endpoint: parsed.serve.endpoint ?? parsed.model },
  };
  return { document, inferences };
}

function completeData({ data }: ConfigFile, tree: Node, inferences: Map<string, string>): ConfigFile['data'] {
  const { label: short, positive: _typed, ...rest } = data;
  const label = data.columns?.label ?? short;
  if (data.columns?.label === undefined) inferences.set('data.columns.label', 'data.label');
  const positive = nodeAt(tree, ['data', 'positive']);
  return {
    ...rest,
    columns: { ...data.columns, label },
    ...(positive?.kind === 'scalar' ? { positive: positive.source } : {}),
    ...(data.table === undefined
      ? {}
      : {
          'held-out-share': data['held-out-share'] ?? DEFAULT_HELD_OUT_SHARE,
          'split-lock': data['split-lock'] ?? DEFAULT_SPLIT_LOCK,
        }),
  };
}

async function completeImage(
  { image }: ConfigFile,
  inferences: Map<string, string>,
  hasFile: (path: string) => Promise<boolean>,
): Promise<ConfigFile['image']> {
  const there = async (key: 'requirements' | 'dockerfile', candidates: readonly string[]) => {
    if (image[key] !== undefined) return {};
    for (const file of candidates) {
      if (!(await hasFile(joined(image.context, file)))) continue;
      inferences.set(`image.${key}`, 'the file that is there');
      return { [key]: file };
    }
    return {};
  };
  return { ...image, ...(await there('requirements', REQUIREMENTS)), ...(await there('dockerfile', DOCKERFILES)) };
}

type Gate = ConfigFile['validate']['gates'][number];

function completeGate({ validate }: ConfigFile, gate: Gate, index: number, inferences: Map<string, string>): Gate {
  const at = `validate.gates[${index}]`;
  if (gate.id === undefined) inferences.set(`${at}.id`, 'metric and rule');
  if (gate.inconclusive === undefined && !mustProve(gate))
    inferences.set(`${at}.inconclusive`, 'validate.inconclusive');
  return {
    id: defaultGateId(gate) ?? gate.metric,
    ...gate,
    inconclusive: gate.inconclusive ?? (mustProve(gate) ? 'block' : validate.inconclusive),
    ...(hasRule(gate) ? { rule: gate.rule ?? 'not-worse' } : {}),
    ...(hasRule(gate) && gate.rule !== 'better' ? { margin: gate.margin ?? 0 } : {}),
  };
}

/** Whoever asks for proof does not mean that a general leniency lets a model through without it. */
const mustProve = ({ rule }: Gate) => rule === 'better' || rule === 'non-inferior';

const hasRule = (gate: Gate) =>
  gate.vs !== undefined && gate['max-drop'] === undefined && gate['max-drop-percent'] === undefined;

type SliceRules = ConfigFile['validate']['slices'];

const completeSlices = (rules: SliceRules, tree: Node, inferences: Map<string, string>): SliceRules =>
  rules.map((rule, index) => {
    if (rule.name === undefined) inferences.set(`validate.slices[${index}].name`, 'its columns');
    return {
      ...rule,
      name: sliceRuleName(rule) ?? '',
      ...(rule.where === undefined ? {} : { where: asWritten(Object.keys(rule.where), index, tree) }),
      'min-rows': rule['min-rows'] ?? DEFAULT_MIN_ROWS,
      required: rule.required ?? false,
    };
  });

/** Values are compared as text, so `1.0` stays `1.0`. */
const asWritten = (columns: readonly string[], index: number, tree: Node): Readonly<Record<string, string>> =>
  Object.fromEntries(
    columns.map((column) => {
      const node = nodeAt(tree, ['validate', 'slices', index, 'where', column]);
      return [column, node?.kind === 'scalar' ? node.source : ''];
    }),
  );
