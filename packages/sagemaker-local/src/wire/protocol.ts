import type { AwsError, RequestContext } from '../contracts.ts';
import type { Caller } from './authenticate.ts';
import type { WireAnswer, WireRequest } from './http.ts';

export type ServiceName = 'sagemaker' | 'logs' | 'sts' | 'runtime' | 's3';

/** What a call notes about itself while it runs, for the journal. */
export interface CallNotes {
  resource?: string;
}

export interface CallContext extends RequestContext {
  readonly caller: Caller;
  readonly notes: CallNotes;
}

/** A request whose operation is known. */
export interface Call {
  readonly operation: string;
  /** Reads what is left of the body, validates, does it, renders the answer. Throws AwsError. */
  perform(context: CallContext): Promise<WireAnswer>;
}

/** How one service is spoken: which operation a request is, how it is answered, how it is refused. */
export interface Protocol {
  readonly service: ServiceName;
  open(request: WireRequest): Promise<Call>;
  refuse(error: AwsError, requestId: string, request: WireRequest): WireAnswer;
}
