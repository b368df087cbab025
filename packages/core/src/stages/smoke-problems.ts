import { z } from 'zod';
import { canonicalJson } from '../domain/canonical.ts';
import { valueAt } from './json-pointer.ts';
import type { InvocationResult } from './ports.ts';
import type { SmokeRequest } from './smoke-suite.ts';

const LONGEST_QUOTE = 200;

/** Everything in an answer that is not as the request expects it, in sentences; empty when it is right. */
export function problemsOf(request: SmokeRequest, answer: InvocationResult, modelDigest: string): readonly string[] {
  if (answer.status !== request.status)
    return [`status ${answer.status}, expected ${request.status}: ${quote(answer.body)}`];
  const document = jsonOf(answer.body);
  const other = answer.modelDigest !== undefined && answer.modelDigest !== modelDigest;
  return [
    ...(other ? [`answered by model sha256:${answer.modelDigest}`] : []),
    ...missingKeys(request, document, answer.body),
    ...Object.entries(request.expect).flatMap(([pointer, wanted]) => mismatch(pointer, wanted, document)),
  ];
}

function missingKeys({ keys }: SmokeRequest, document: unknown, body: string): readonly string[] {
  const missing = keys.filter((key) => !everyPredictionHas(document, key));
  return missing.length === 0 ? [] : [`the predictions lack ${missing.join(', ')}: ${quote(body)}`];
}

function everyPredictionHas(document: unknown, key: string): boolean {
  const read = z.object({ predictions: z.array(z.record(z.string(), z.unknown())).min(1) }).safeParse(document);
  return read.success && read.data.predictions.every((prediction) => Object.hasOwn(prediction, key));
}

function mismatch(pointer: string, wanted: SmokeRequest['expect'][string], document: unknown): readonly string[] {
  const found = valueAt(document, pointer);
  const what = pointer === '' ? 'the answer' : pointer;
  if (found === undefined) return [`${what} is not in the answer`];
  if (wanted.pattern !== undefined)
    return new RegExp(wanted.pattern, 'u').test(textOf(found))
      ? []
      : [`${what} is ${quote(textOf(found))}, expected a match of ${wanted.pattern}`];
  const [is, expected] = [canonicalJson(found), canonicalJson(wanted.equals)];
  return is === expected ? [] : [`${what} is ${quote(is)}, expected ${quote(expected)}`];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value));

const quote = (text: string): string => text.slice(0, LONGEST_QUOTE);

/** Undefined for what is no JSON: the check that looks into it says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
