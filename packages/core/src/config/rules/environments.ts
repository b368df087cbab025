import { environmentNamed } from '../environment.ts';
import { nearest } from '../nearest.ts';
import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

const NEEDED_ON_AWS = ['region', 'execution-role', 'bucket'] as const;
const ONLY_ON_AWS = ['region', 'assume-role', 'execution-role', 'bucket', 'kms-key', 'network'] as const;

/** `like` leads somewhere, every environment is complete for its destination, and `registry` names one of them. */
export const environmentsRule: Rule = (document) => {
  const environments = get(document, 'environments');
  const names = isMap(environments) ? Object.keys(environments) : [];
  return [...names.flatMap((name) => environmentFindings(environments, name, names)), ...registry(document, names)];
};

function environmentFindings(environments: unknown, name: string, names: readonly string[]): readonly Finding[] {
  const own = get(environments, name);
  if (!isMap(own)) return [];
  const at = ['environments', name];
  const resolved = environmentNamed(environments, name);
  if (resolved.kind === 'cycle') {
    const circle = resolved.names.slice(resolved.names.indexOf(resolved.names.at(-1) ?? ''));
    const told = names.find((one) => circle.includes(one)) === name;
    return when(told, [...at, 'like'], `"like" goes in a circle: ${circle.join(' → ')}.`);
  }
  if (resolved.kind === 'unknown')
    return when(resolved.from === name, [...at, 'like'], unknownName(resolved.name, names));
  const { destination } = resolved.value;
  if (destination === undefined)
    return when(true, [...at, 'destination'], `The environment "${name}" has no destination; write aws or local.`);
  if (destination === 'aws')
    return NEEDED_ON_AWS.flatMap((key) =>
      when(
        resolved.value[key] === undefined,
        [...at, key],
        `The environment "${name}" runs on AWS and has no "${key}".`,
      ),
    );
  return ONLY_ON_AWS.flatMap((key) =>
    when(
      destination === 'local' && own[key] !== undefined,
      [...at, key],
      `"${key}" has no effect on a local destination.`,
    ),
  );
}

function registry(document: unknown, names: readonly string[]): readonly Finding[] {
  const name = get(document, 'registry');
  if (typeof name !== 'string') return [];
  if (!names.includes(name)) return when(true, ['registry'], unknownName(printed(name), names));
  const environments = get(document, 'environments');
  const destinationOf = (environment: string) => {
    const resolved = environmentNamed(environments, environment);
    return resolved.kind === 'found' ? resolved.value['destination'] : undefined;
  };
  return when(
    destinationOf(name) === 'local' && names.some((other) => destinationOf(other) === 'aws'),
    ['registry'],
    `"${name}" runs on one machine, so no environment on AWS can take versions from it.`,
  );
}

/** The sentence for a name that no environment has. */
export function unknownName(name: string, names: readonly string[]): string {
  if (names.length === 0) return `There is no environment "${name}"; "environments" is empty or missing.`;
  const near = nearest(name, names);
  return `There is no environment "${name}"; ${near === undefined ? `there is ${names.join(', ')}` : `did you mean "${near}"?`}${near === undefined ? '.' : ''}`;
}
