import { AwsError } from '../../contracts.ts';
import type { MetricData, MetricDefinition } from './record.ts';

/** Reads metrics out of log lines; the last value of each name is the final one. */
export interface MetricReader {
  read(line: string, timestampSeconds: number): void;
  final(): readonly MetricData[];
}

/**
 * Compiles MetricDefinitions; the first group of a match is the value. Values that are no finite number are passed
 * over: the API has no NaN. Throws AwsError `ValidationException` for an expression that does not compile.
 */
export function metricReader(definitions: readonly MetricDefinition[] = []): MetricReader {
  const expressions = definitions.map(({ Name, Regex }) => ({ name: Name, expression: compile(Name, Regex) }));
  const found = new Map<string, MetricData>();
  return {
    read(line, timestampSeconds) {
      for (const { name, expression } of expressions) {
        const text = expression.exec(line)?.[1];
        const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
        if (Number.isFinite(value)) found.set(name, { MetricName: name, Value: value, Timestamp: timestampSeconds });
      }
    },
    final: () => [...found.values()],
  };
}

function compile(name: string, expression: string): RegExp {
  try {
    return new RegExp(expression);
  } catch (error) {
    throw new AwsError('ValidationException', `The regex of metric ${name} is not valid: ${(error as Error).message}`);
  }
}
