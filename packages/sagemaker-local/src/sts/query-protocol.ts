import { AwsError } from '../contracts.ts';
import { acceptedRequest } from '../model/request.ts';
import { serviceModels, shapeOf } from '../model/service-model.ts';
import type { AnswerCheck } from '../wire/answer-check.ts';
import { readBody, type WireAnswer } from '../wire/http.ts';
import type { CallContext, Protocol } from '../wire/protocol.ts';
import { resourceOf } from '../wire/resource.ts';
import { toXml } from '../wire/xml.ts';
import type { StsHandler, StsInput } from './handlers.ts';

const model = serviceModels.sts;
const namespace = `https://sts.amazonaws.com/doc/${model.metadata.apiVersion}/`;
const limitBytes = 1024 * 1024;

/** AWS query: a form with `Action=…` in, XML with ISO dates out. */
export function stsProtocol(handlers: Readonly<Record<string, StsHandler>>, check: AnswerCheck): Protocol {
  return {
    service: 'sts',
    async open(request) {
      const form = new URLSearchParams((await readBody(request.message, limitBytes)).toString());
      const operation = form.get('Action') ?? '';
      return { operation, perform: (context) => perform(operation, form, context) };
    },
    refuse: (error, requestId) =>
      xmlAnswer(error.status, 'ErrorResponse', { Error: errorContent(error), RequestId: requestId }),
  };

  async function perform(operation: string, form: URLSearchParams, context: CallContext): Promise<WireAnswer> {
    const handler = handlers[operation];
    if (handler === undefined) {
      throw new AwsError(
        'InvalidAction',
        `Could not find operation ${operation} for version ${model.metadata.apiVersion}`,
      );
    }
    const { requestId, caller, notes } = context;
    const input = acceptedRequest(model, model.operations[operation]?.input, membersOf(operation, form));
    notes.resource = resourceOf(input) ?? caller.accessKeyId;
    const output = await check.answer({ model, operation, requestId }, async () =>
      handler(input as unknown as StsInput, caller),
    );
    return xmlAnswer(200, `${operation}Response`, {
      [`${operation}Result`]: withIsoDates(output),
      ResponseMetadata: { RequestId: requestId },
    });
  }
}

/** The flat members of the form, numbers as numbers; lists (policies, session tags) change nothing here and are left out. */
function membersOf(operation: string, form: URLSearchParams): Record<string, unknown> {
  const members = shapeOf(model, model.operations[operation]?.input ?? '').members ?? {};
  const flat = Object.entries(members).flatMap(([name, { shape }]) => {
    const text = form.get(name);
    return text === null ? [] : [[name, shapeOf(model, shape).type === 'integer' ? Number(text) : text]];
  });
  return Object.fromEntries(flat);
}

/** STS's only date. */
function withIsoDates(output: Record<string, unknown>): Record<string, unknown> {
  const credentials = output['Credentials'] as { readonly Expiration: number } | undefined;
  if (credentials === undefined) return output;
  return {
    ...output,
    Credentials: { ...credentials, Expiration: new Date(credentials.Expiration * 1_000).toISOString() },
  };
}

/** STS spells some of the common codes in its own way. */
const queryCodes: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  ExpiredTokenException: 'ExpiredToken',
  ThrottlingException: 'Throttling',
  AccessDeniedException: 'AccessDenied',
};

function errorContent({ type, message, status }: AwsError): Record<string, unknown> {
  return { Type: status < 500 ? 'Sender' : 'Receiver', Code: queryCodes[type] ?? type, Message: message };
}

function xmlAnswer(status: number, root: string, content: Record<string, unknown>): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: toXml(root, { '@xmlns': namespace, ...content }) };
}
