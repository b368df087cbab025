import { AwsError } from '../contracts.ts';
import { answerViolations, errorViolations } from '../model/answer.ts';
import type { ServiceModel } from '../model/service-model.ts';

/** A fault of ours that the service model found. */
export interface Violation {
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  readonly problems: readonly string[];
}

export interface CheckedCall {
  readonly model: ServiceModel;
  readonly operation: string;
  readonly requestId: string;
}

export interface AnswerCheck {
  /**
   * Runs a handler and holds its answer, or the error it throws, against the model. A violation is recorded and, when
   * strict, answered as InternalFailure: a client must never learn to live with what AWS would not say. `members` shows
   * an answer as the model's output shape, for handlers that return something else.
   */
  answer<T>(call: CheckedCall, handle: () => Promise<T>, members?: (output: T) => unknown): Promise<T>;
}

export function answerCheck(strict: boolean, record: (violation: Violation) => void, now: () => number): AnswerCheck {
  const judge = ({ model, operation, requestId }: CheckedCall, problems: readonly string[]) => {
    if (problems.length === 0) return;
    record({ at: new Date(now()).toISOString(), service: model.metadata.serviceId, operation, requestId, problems });
    if (strict)
      throw new AwsError('InternalFailure', `The local server broke its own contract: ${problems.join('; ')}`, 500);
  };
  return {
    async answer(call, handle, members = (output) => output) {
      const output = await handle().catch((error: unknown) => {
        if (error instanceof AwsError) judge(call, errorViolations(call.model, call.operation, error));
        throw error;
      });
      judge(call, answerViolations(call.model, call.operation, withoutUndefined(members(output))));
      return output;
    },
  };
}

/** What JSON will carry: the model is asked about that, not about members that are never written. */
const withoutUndefined = (output: unknown): unknown => JSON.parse(JSON.stringify(output ?? {}));
