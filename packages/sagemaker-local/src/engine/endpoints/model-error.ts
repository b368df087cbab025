import { AwsError } from '../../contracts.ts';
import { ownerOf } from '../arn.ts';
import type { EndpointRecord } from './record.ts';

/** `Message` and `OriginalMessage` of the service model hold 2048 characters. */
const maxMessageCharacters = 2048;

/** What the runtime says when a container answers with an error: 424, with the container's own words inside. */
export function modelError(endpoint: EndpointRecord, status: number, text: string, cause?: unknown): AwsError {
  const side = status >= 400 && status < 500 ? 'client' : 'server';
  const { region, accountId } = ownerOf(endpoint.EndpointArn);
  const group = `/aws/sagemaker/Endpoints/${endpoint.EndpointName}`;
  const ending = `". See the log group ${group} in account ${accountId} for more information.`;
  const start = `Received ${side} error (${status}) from primary with message "${text}`;
  const error = new AwsError('ModelError', start.slice(0, maxMessageCharacters - ending.length) + ending, 424, {
    OriginalStatusCode: status,
    OriginalMessage: text.slice(0, maxMessageCharacters),
    LogStreamArn: `arn:aws:logs:${region}:${accountId}:log-group:${group}`,
  });
  error.cause = cause;
  return error;
}
