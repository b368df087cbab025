import { AwsError, type Engine, type Invocation, type InvocationAnswer } from '../contracts.ts';
import { acceptedRequest } from '../model/request.ts';
import { serviceModels, shapeOf } from '../model/service-model.ts';
import type { AnswerCheck } from './answer-check.ts';
import { decodePath, readBody, type WireAnswer, type WireRequest } from './http.ts';
import type { CallContext, Protocol } from './protocol.ts';

const model = serviceModels.runtime;
const path = /^\/endpoints\/([^/]+)\/invocations$/;
/** Above what any endpoint takes: the engine refuses first, in the service's own words. */
const limitBytes = 64 * 1024 * 1024;

/** The runtime's REST: `POST /endpoints/{name}/invocations`, the body as it is, the rest in headers. */
export function runtimeProtocol(engine: Engine, check: AnswerCheck): Protocol {
  return {
    service: 'runtime',
    async open(request) {
      const { method, rawPath } = request;
      const operation = method === 'POST' && path.test(rawPath) ? 'InvokeEndpoint' : `${method} ${rawPath}`;
      return { operation, perform: (context) => perform(operation, request, context) };
    },
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.type },
      body: JSON.stringify({ Message: error.message, ...error.extra }),
    }),
  };

  async function perform(
    operation: string,
    request: WireRequest,
    { notes, requestId }: CallContext,
  ): Promise<WireAnswer> {
    if (operation !== 'InvokeEndpoint')
      throw new AwsError('UnknownOperationException', `${operation} is not served here.`, 404);
    const input = acceptedRequest(model, 'InvokeEndpointInput', requestMembers(request));
    notes.resource = String(input['EndpointName']);
    const invocation = invocationOf(input, await readBody(request.message, limitBytes));
    return render(await check.answer({ model, operation, requestId }, () => engine.invoke(invocation), answerMembers));
  }
}

/** The members of the input shape, from where the model places them. */
function requestMembers(request: WireRequest): Record<string, unknown> {
  const members = Object.entries(shapeOf(model, 'InvokeEndpointInput').members ?? {});
  const headers = members.flatMap(([name, { location, locationName = name }]) => {
    const value = location === 'header' ? request.header(locationName) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  const endpointName = decodePath(path.exec(request.rawPath)?.[1] ?? '');
  // The body is the payload itself; it is there even when it is empty.
  return { ...Object.fromEntries(headers), EndpointName: endpointName, Body: '' };
}

function invocationOf(input: Record<string, unknown>, body: Buffer): Invocation {
  const optional = (name: string, member: string) =>
    typeof input[member] === 'string' ? { [name]: input[member] } : {};
  return {
    endpointName: String(input['EndpointName']),
    body,
    ...optional('contentType', 'ContentType'),
    ...optional('accept', 'Accept'),
    ...optional('targetVariant', 'TargetVariant'),
    ...optional('customAttributes', 'CustomAttributes'),
  };
}

function answerMembers(answer: InvocationAnswer): Record<string, unknown> {
  return {
    Body: '',
    ContentType: answer.contentType,
    InvokedProductionVariant: answer.invokedVariant,
    CustomAttributes: answer.customAttributes,
  };
}

function render(answer: InvocationAnswer): WireAnswer {
  const headers = {
    'content-type': answer.contentType ?? 'application/octet-stream',
    'x-amzn-invoked-production-variant': answer.invokedVariant,
    ...(answer.customAttributes === undefined ? {} : { 'x-amzn-sagemaker-custom-attributes': answer.customAttributes }),
  };
  return { status: answer.status, headers, body: answer.body };
}
