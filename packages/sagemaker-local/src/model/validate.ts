import { brokenConstraints } from './constraints.ts';
import { type Member, type ServiceModel, type Shape, shapeOf } from './service-model.ts';

/** One thing wrong with a value. `type` problems are AWS's SerializationException, the others its ValidationException. */
export interface Problem {
  readonly kind: 'type' | 'constraint' | 'unknown';
  /** Dotted, members in lower camel case as AWS prints them; empty for the value itself. */
  readonly path: string;
  readonly text: string;
}

/**
 * Every problem of `value` against the named shape. Members that the model does not declare are reported (`unknown`):
 * a caller of ours may ignore them, an answer of ours may not have them.
 */
export function problemsOf(model: ServiceModel, shapeName: string, value: unknown): readonly Problem[] {
  return [...walk(model, shapeName, value, '')];
}

function* walk(model: ServiceModel, shapeName: string, value: unknown, path: string): Generator<Problem> {
  const shape = shapeOf(model, shapeName);
  const wrong = wrongType(shape, value);
  if (wrong !== undefined) {
    yield { kind: 'type', path, text: wrong };
    return;
  }
  for (const constraint of brokenConstraints(shape, value)) yield constraintProblem(path, value, constraint);
  if (shape.type === 'structure') yield* walkStructure(model, shape, value as Record<string, unknown>, path);
  if (shape.type === 'list') yield* walkList(model, shape.member, value as readonly unknown[], path);
  if (shape.type === 'map') yield* walkMap(model, shape, value as Record<string, unknown>, path);
}

function* walkStructure(
  model: ServiceModel,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
): Generator<Problem> {
  const members = shape.members ?? {};
  for (const name of shape.required ?? []) {
    if (isAbsent(value[name])) yield constraintProblem(join(path, lowerCamel(name)), null, 'Member must not be null');
  }
  for (const [name, entry] of Object.entries(value)) {
    const member = members[name];
    if (member === undefined)
      yield { kind: 'unknown', path: join(path, name), text: 'is not a member the service declares' };
    else if (!isAbsent(entry)) yield* walk(model, member.shape, entry, join(path, lowerCamel(name)));
  }
  if (shape.union === true && Object.values(value).filter((entry) => !isAbsent(entry)).length !== 1) {
    yield constraintProblem(path, value, 'Exactly one member must be set');
  }
}

function* walkList(
  model: ServiceModel,
  element: Member | undefined,
  value: readonly unknown[],
  path: string,
): Generator<Problem> {
  if (element === undefined) return;
  for (const [index, entry] of value.entries())
    yield* walk(model, element.shape, entry, join(path, `${index + 1}.member`));
}

function* walkMap(model: ServiceModel, shape: Shape, value: Record<string, unknown>, path: string): Generator<Problem> {
  for (const [key, entry] of Object.entries(value)) {
    if (shape.key !== undefined) yield* walk(model, shape.key.shape, key, join(path, 'key'));
    if (shape.value !== undefined) yield* walk(model, shape.value.shape, entry, join(path, `${key}.member`));
  }
}

const javaNames: Readonly<Record<string, string>> = {
  string: 'String',
  integer: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  boolean: 'Boolean',
  timestamp: 'Date',
  blob: 'Blob',
};

/** AWS's deserialiser names the token it met and the type it wanted. */
function wrongType(shape: Shape, value: unknown): string | undefined {
  if (fits(shape.type, value)) return undefined;
  const wanted = javaNames[shape.type];
  return wanted === undefined
    ? `Start of ${shape.type} expected`
    : `${tokenName(value)} can not be converted to ${aOrAn(wanted)}`;
}

function fits(type: string, value: unknown): boolean {
  if (type === 'string' || type === 'blob') return typeof value === 'string';
  if (type === 'integer' || type === 'long') return Number.isInteger(value);
  if (type === 'float' || type === 'double' || type === 'timestamp')
    return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'list') return Array.isArray(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tokenName(value: unknown): string {
  if (value === null) return 'NULL_VALUE';
  if (typeof value === 'object') return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
  return (
    { string: 'STRING_VALUE', number: 'NUMBER_VALUE' }[typeof value as string] ??
    (value === true ? 'TRUE_VALUE' : 'FALSE_VALUE')
  );
}

const aOrAn = (noun: string) => `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;
const isAbsent = (value: unknown) => value === undefined || value === null;
const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);
const lowerCamel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function constraintProblem(path: string, value: unknown, constraint: string): Problem {
  const shown = value === null ? 'null' : `'${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`;
  return {
    kind: 'constraint',
    path,
    text: `Value ${shown.slice(0, 1_024)} at '${path}' failed to satisfy constraint: ${constraint}`,
  };
}
