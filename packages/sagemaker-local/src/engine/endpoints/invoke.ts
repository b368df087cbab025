import { AwsError, type Invocation, type InvocationAnswer, type LocalClock } from '../../contracts.ts';
import { reached } from '../run/reached.ts';
import { askContainer, type ContainerAnswer, maxBodyBytes } from './container-http.ts';
import type { Fleet } from './fleet.ts';
import { modelError } from './model-error.ts';
import type { EndpointRecord } from './record.ts';
import type { Endpoints } from './state.ts';

/** How long a container may take for one answer. */
const invocationTimeoutSeconds = 60;
const customAttributesHeader = 'x-amzn-sagemaker-custom-attributes';

/**
 * Hands one invocation to a container. Throws AwsError as the runtime does: `ValidationError` for an endpoint that is
 * not there or a body that is too long, `ServiceUnavailable` while no instance runs, `ModelError` (424) for whatever
 * the container does wrong.
 */
export async function invokeEndpoint(
  endpoints: Endpoints,
  clock: LocalClock,
  invocation: Invocation,
): Promise<InvocationAnswer> {
  if (invocation.body.length > maxBodyBytes) {
    const constraint = `Member must have length less than or equal to ${maxBodyBytes}`;
    const text = `1 validation error detected: Value at 'body' failed to satisfy constraint: ${constraint}`;
    throw new AwsError('ValidationError', text);
  }
  const { endpoint, fleet } = requireFleet(endpoints, invocation);
  const route = fleet.enter(invocation.targetVariant);
  if (route === undefined) throw unavailable(invocation.endpointName);
  try {
    const answer = await ask(route.port, invocation, clock, endpoint);
    if (answer.status < 200 || answer.status > 299) throw modelError(endpoint, answer.status, answer.body.toString());
    return answerOf(answer, route.variant);
  } finally {
    route.leave();
  }
}

function requireFleet(endpoints: Endpoints, { endpointName, targetVariant }: Invocation) {
  const endpoint = endpoints.records.get(endpointName);
  const fleet: Fleet | undefined = endpoints.fleets.get(endpointName);
  if (endpoint === undefined || fleet === undefined) {
    if (endpoint?.EndpointStatus === 'SystemUpdating') {
      throw new AwsError('ServiceUnavailable', `Endpoint ${endpointName} is being started again.`, 503);
    }
    throw new AwsError('ValidationError', `Endpoint ${endpointName} not found.`);
  }
  if (targetVariant !== undefined && !fleet.has(targetVariant)) {
    throw new AwsError('ValidationError', `Could not find variant "${targetVariant}" for endpoint "${endpointName}".`);
  }
  return { endpoint, fleet };
}

async function ask(
  port: number,
  invocation: Invocation,
  clock: LocalClock,
  endpoint: EndpointRecord,
): Promise<ContainerAnswer> {
  const answered = new AbortController();
  const late = new AbortController();
  void reached(clock, invocationTimeoutSeconds, answered.signal).then((over) => over && late.abort());
  const { body } = invocation;
  const headers = headersOf(invocation);
  try {
    return await askContainer(port, { method: 'POST', path: '/invocations', headers, body, signal: late.signal });
  } catch (error) {
    // It has ended and its successor does not listen yet: nothing has reached it, so trying again is safe.
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') throw unavailable(invocation.endpointName);
    // A connection that breaks, an answer that never comes: SageMaker says status 0 for both.
    const text = late.signal.aborted
      ? 'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for ' +
        'each container in Amazon CloudWatch, resolve the issue, and try again.'
      : (error as Error).message;
    throw modelError(endpoint, 0, text, error);
  } finally {
    answered.abort();
  }
}

function unavailable(endpointName: string): AwsError {
  return new AwsError('ServiceUnavailable', `No instance of endpoint ${endpointName} can answer now.`, 503);
}

function headersOf({ contentType, accept, customAttributes }: Invocation): Record<string, string> {
  return {
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    ...(accept === undefined ? {} : { accept }),
    ...(customAttributes === undefined ? {} : { [customAttributesHeader]: customAttributes }),
  };
}

function answerOf({ status, headers, body }: ContainerAnswer, invokedVariant: string): InvocationAnswer {
  const contentType = headers['content-type'];
  const customAttributes = headers[customAttributesHeader];
  return {
    status,
    body,
    invokedVariant,
    ...(typeof contentType === 'string' ? { contentType } : {}),
    ...(typeof customAttributes === 'string' ? { customAttributes } : {}),
  };
}
