import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../contracts.ts';
import { authenticate, refuseForeigners } from './authenticate.ts';
import { chooseProtocol, type Protocols } from './choose-protocol.ts';
import { type Controls, control, isControl, jsonAnswer } from './control.ts';
import { dispatch, type Pipeline } from './dispatch.ts';
import { type WireAnswer, type WireRequest, wireRequest } from './http.ts';
import { send } from './send.ts';

/** Takes one request to its answer; never throws. */
export type RequestListener = (message: IncomingMessage, response: ServerResponse) => void;

/**
 * What listens for all services. Foreign hosts and origins are turned away before anything of a request is looked at, and
 * everybody once `isStopping`: what starts now would have nobody to stop it.
 */
export function requestListener(
  protocols: Protocols,
  pipeline: Pipeline,
  controls: Controls,
  isStopping: () => boolean,
): RequestListener {
  return (message, response) => {
    answer(message, response).catch((error: unknown) => {
      pipeline.report(error);
      response.destroy();
    });
  };

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = wireRequest(message);
    const protocol = chooseProtocol(request, protocols);
    const refusal = refusalOf(() => refuse(request));
    if (refusal !== undefined)
      await send(response, protocol.refuse(refusal, randomUUID(), request), randomUUID(), request.method);
    else if (isControl(request)) await send(response, await controlled(request), randomUUID(), request.method);
    else await dispatch(request, response, protocol, pipeline);
    // What was not read of a refused upload: the connection stays usable.
    message.resume();
  }

  function refuse(request: WireRequest): void {
    refuseForeigners(request);
    if (isStopping()) throw new AwsError('ServiceUnavailable', 'The local server is stopping.', 503);
  }

  async function controlled(request: WireRequest): Promise<WireAnswer> {
    const bearer = request.header('authorization') === `Bearer ${pipeline.accessKeyId}`;
    const refusal = bearer
      ? undefined
      : refusalOf(() => authenticate(request, pipeline.accessKeyId, pipeline.clock.now()));
    return refusal === undefined
      ? await control(request, controls)
      : jsonAnswer(refusal.status, { message: refusal.message });
  }
}

function refusalOf(check: () => void): AwsError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
