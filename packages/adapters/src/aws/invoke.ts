import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { InvocationResult } from '@mlops-actions/core';
import { call } from './call.ts';

interface ModelErrorShape {
  readonly name?: string;
  readonly OriginalStatusCode?: number;
  readonly OriginalMessage?: string;
  readonly Message?: string;
}

/** One prediction request. What the container answers, good or bad, is a result; only the way to it throws AWS_CALL_FAILED. */
export async function invokeEndpoint(
  client: SageMakerRuntimeClient,
  endpoint: string,
  body: string,
): Promise<InvocationResult> {
  return call('InvokeEndpoint', async () => {
    try {
      const answer = await client.send(
        new InvokeEndpointCommand({
          EndpointName: endpoint,
          Body: body,
          ContentType: 'application/json',
          Accept: 'application/json',
        }),
      );
      const digest = /(?:^|,)\s*model-digest=([0-9a-f]{64})/.exec(answer.CustomAttributes ?? '')?.[1];
      return {
        status: 200,
        body: new TextDecoder().decode(answer.Body),
        ...(digest === undefined ? {} : { modelDigest: digest }),
      };
    } catch (error) {
      const modelError = error as ModelErrorShape;
      if (modelError.name !== 'ModelError') throw error;
      return {
        status: modelError.OriginalStatusCode ?? 500,
        body: modelError.OriginalMessage ?? modelError.Message ?? '',
      };
    }
  });
}
