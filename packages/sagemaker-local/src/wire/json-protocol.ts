import type { IncomingMessage } from 'node:http';
import { AwsError, type Handlers } from '../contracts.ts';
import { acceptedRequest } from '../model/request.ts';
import { serviceModels } from '../model/service-model.ts';
import type { AnswerCheck } from './answer-check.ts';
import { readBody, type WireAnswer } from './http.ts';
import type { CallContext, Protocol } from './protocol.ts';
import { resourceOf } from './resource.ts';

const mediaType = 'application/x-amz-json-1.1';
const limitBytes = 16 * 1024 * 1024;

/** AWS JSON 1.1: `X-Amz-Target: <prefix>.<Operation>`, JSON both ways, dates as epoch seconds. */
export function jsonProtocol(service: 'sagemaker' | 'logs', handlers: Handlers, check: AnswerCheck): Protocol {
  const model = serviceModels[service];
  return {
    service,
    async open(request) {
      const operation = (request.header('x-amz-target') ?? '').split('.').slice(1).join('.');
      return { operation, perform: (context) => perform(operation, request.message, context) };
    },
    refuse: (error) =>
      answer(error.status, JSON.stringify({ __type: error.type, message: error.message, ...error.extra })),
  };

  async function perform(operation: string, message: IncomingMessage, context: CallContext): Promise<WireAnswer> {
    const handler = handlers[operation];
    const declared = model.operations[operation];
    if (handler === undefined || declared === undefined) throw unknownOperation(service, operation);
    const input = acceptedRequest(model, declared.input, parseJson(await readBody(message, limitBytes)));
    const resource = resourceOf(input);
    if (resource !== undefined) context.notes.resource = resource;
    const output = await check.answer({ model, operation, requestId: context.requestId }, () =>
      handler(input, context),
    );
    return answer(200, declared.output === undefined ? '' : JSON.stringify(output));
  }
}

function unknownOperation(service: string, operation: string): AwsError {
  const named =
    operation === ''
      ? 'The request names no operation.'
      : `${service} ${operation} is not an operation of this local server.`;
  return new AwsError('UnknownOperationException', named);
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new AwsError('SerializationException', `The body is not JSON: ${String(cause)}`);
  }
}

function answer(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': mediaType }, body };
}
