import type { WireRequest } from './http.ts';
import type { Protocol, ServiceName } from './protocol.ts';

export type Protocols = Readonly<Record<ServiceName, Protocol>>;

/**
 * Which service a request is for: an `X-Amz-Target` names it, a form is STS, the rest is told apart by the signing name
 * of the credential scope, since a bucket may be called `endpoints`.
 */
export function chooseProtocol(request: WireRequest, protocols: Protocols): Protocol {
  const target = request.header('x-amz-target');
  if (target !== undefined) return target.startsWith('Logs_') ? protocols.logs : protocols.sagemaker;
  const form = request.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (form && request.method === 'POST' && request.rawPath === '/') return protocols.sts;
  const scope = request.header('authorization') ?? request.query.get('X-Amz-Credential') ?? '';
  if (/\/sagemaker\/aws4_request/.test(scope)) return protocols.runtime;
  if (/\/sts\/aws4_request/.test(scope)) return protocols.sts;
  return protocols.s3;
}
