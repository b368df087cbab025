import { AwsError } from '../contracts.ts';
import type { WireAnswer } from '../wire/http.ts';
import type { FaultKind } from './rules.ts';

/** What a client gets for a fault: an error in the service's own words, an odd answer, or a cut connection. */
export type Injected =
  | { readonly as: 'error'; readonly error: AwsError }
  | { readonly as: 'answer'; readonly answer: WireAnswer }
  | { readonly as: 'truncated' }
  | { readonly as: 'reset' };

const page = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export function injected(kind: Exclude<FaultKind, 'hold'>): Injected {
  switch (kind) {
    case 'throttle':
      return { as: 'error', error: new AwsError('ThrottlingException', 'Rate exceeded', 400) };
    case '500':
      return {
        as: 'error',
        error: new AwsError('InternalFailure', 'We encountered an internal error. Please try again.', 500),
      };
    case '503':
      return { as: 'error', error: new AwsError('ServiceUnavailable', 'Service is unable to handle request.', 503) };
    case 'expired':
      return {
        as: 'error',
        error: new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 400),
      };
    case 'html':
      return { as: 'answer', answer: { status: 502, headers: { 'content-type': 'text/html' }, body: page } };
    case 'truncate':
      return { as: 'truncated' };
    case 'reset':
      return { as: 'reset' };
  }
}
