import { AwsError } from '../contracts.ts';
import { authenticate, type Caller } from './authenticate.ts';
import type { WireRequest } from './http.ts';
import type { Call, Protocol } from './protocol.ts';

/** A call and who makes it, or the refusal of a request that is not admitted. */
export type Admission =
  | { readonly operation: string; readonly call: Call; readonly caller: Caller }
  | { readonly operation: string; readonly refusal: AwsError };

/** Finds out which operation a request is and whether its caller may ask for it. */
export async function admit(
  request: WireRequest,
  protocol: Protocol,
  accessKeyId: string,
  nowMs: number,
): Promise<Admission> {
  let operation = 'unknown';
  try {
    const call = await protocol.open(request);
    operation = call.operation;
    // The one operation that AWS takes unsigned; its handler looks for the key id in the token.
    const unsigned = protocol.service === 'sts' && operation === 'AssumeRoleWithWebIdentity';
    const caller = unsigned ? { accessKeyId: '', signingName: 'sts' } : authenticate(request, accessKeyId, nowMs);
    return { operation, call, caller };
  } catch (error) {
    if (error instanceof AwsError) return { operation, refusal: error };
    throw error;
  }
}
