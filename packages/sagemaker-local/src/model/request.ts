import { AwsError } from '../contracts.ts';
import { type ServiceModel, shapeOf } from './service-model.ts';
import { problemsOf } from './validate.ts';

/**
 * A request as its handler may see it: declared members only (AWS ignores the rest, and so do we), nulls dropped.
 * Throws AwsError SerializationException for a wrong JSON type and ValidationException for broken constraints.
 */
export function acceptedRequest(
  model: ServiceModel,
  shapeName: string | undefined,
  input: unknown,
): Record<string, unknown> {
  if (shapeName === undefined) return {};
  const problems = problemsOf(model, shapeName, input);
  const misread = problems.find(({ kind }) => kind === 'type');
  if (misread !== undefined) throw new AwsError('SerializationException', misread.text);
  const broken = problems.filter(({ kind }) => kind === 'constraint').map(({ text }) => text);
  if (broken.length > 0) throw new AwsError(validationCode(model), detected(broken));
  return pruned(model, shapeName, input) as Record<string, unknown>;
}

/** CloudWatch Logs and the SageMaker runtime have names of their own for the same refusal. */
function validationCode(model: ServiceModel): string {
  const names: Readonly<Record<string, string>> = {
    'CloudWatch Logs': 'InvalidParameterException',
    STS: 'ValidationError',
    'SageMaker Runtime': 'ValidationError',
  };
  return names[model.metadata.serviceId] ?? 'ValidationException';
}

const detected = (broken: readonly string[]) =>
  `${broken.length} validation error${broken.length === 1 ? '' : 's'} detected: ${broken.join('; ')}`;

function pruned(model: ServiceModel, shapeName: string, value: unknown): unknown {
  const shape = shapeOf(model, shapeName);
  if (Array.isArray(value)) {
    const element = shape.member?.shape;
    return element === undefined ? value : value.map((entry) => pruned(model, element, entry));
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).flatMap(([name, entry]) => {
    const member = shape.type === 'map' ? shape.value : shape.members?.[name];
    return member === undefined || entry === null ? [] : [[name, pruned(model, member.shape, entry)]];
  });
  return Object.fromEntries(kept);
}
