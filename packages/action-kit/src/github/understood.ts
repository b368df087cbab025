import { MlopsError } from '@mlops-actions/core';
import type { z } from 'zod';

/** An answer of the API as what it is known to be; GraphQL answers 200 whatever went wrong. Throws GITHUB_CALL_FAILED. */
export function understood<T>(schema: z.ZodType<T>, answer: unknown, path: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const { errors } = (answer ?? {}) as { readonly errors?: readonly { readonly message?: string }[] };
  const reason = errors?.[0]?.message ?? 'the answer is not what the API is known to give';
  throw new MlopsError('GITHUB_CALL_FAILED', { call: path, status: 200, reason: reason.slice(0, 300) });
}
