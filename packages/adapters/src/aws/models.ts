import {
  CreateModelPackageCommand,
  type CreateModelPackageCommandInput,
  CreateModelPackageGroupCommand,
  DescribeModelPackageCommand,
  type DescribeModelPackageCommandOutput,
  DescribeModelPackageGroupCommand,
  paginateListModelPackages,
  type SageMakerClient,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import type { ModelPackage, Models, NewModelPackage } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';
import { tagList } from './shapes.ts';

/** The model registry. Throws AWS_CALL_FAILED. */
export function awsModels(client: SageMakerClient, tags: Readonly<Record<string, string>>): Models {
  return {
    list: async (group) => {
      const arns = await callUnless('ListModelPackages', ['ValidationException', 'ResourceNotFound'], () =>
        packageArns(client, group),
      );
      return Promise.all((arns ?? []).map((arn) => describe(client, arn)));
    },
    register: async (pkg) => {
      await ensureGroup(client, pkg, tags);
      await call('CreateModelPackage', () => client.send(new CreateModelPackageCommand(packageInput(pkg))));
    },
    approve: async (arn, reason) => {
      await call('UpdateModelPackage', () =>
        client.send(
          new UpdateModelPackageCommand({
            ModelPackageArn: arn,
            ModelApprovalStatus: 'Approved',
            ApprovalDescription: reason,
          }),
        ),
      );
    },
  };
}

/** Every version of a group, newest first. */
async function packageArns(client: SageMakerClient, ModelPackageGroupName: string): Promise<readonly string[]> {
  const order = { SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100 } as const;
  const arns: string[] = [];
  for await (const page of paginateListModelPackages({ client }, { ModelPackageGroupName, ...order }))
    arns.push(...(page.ModelPackageSummaryList ?? []).flatMap((summary) => summary.ModelPackageArn ?? []));
  return arns;
}

async function ensureGroup(
  client: SageMakerClient,
  pkg: NewModelPackage,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const ModelPackageGroupName = pkg.group;
  const found = () =>
    callUnless('DescribeModelPackageGroup', ['ValidationException', 'ResourceNotFound'], () =>
      client.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName })),
    );
  if ((await found()) !== undefined) return;
  try {
    await call('CreateModelPackageGroup', () =>
      client.send(
        new CreateModelPackageGroupCommand({
          ModelPackageGroupName,
          ModelPackageGroupDescription: pkg.description,
          Tags: tagList(tags),
        }),
      ),
    );
  } catch (error) {
    // Another run may have been first, or the answer was lost after the effect: the group itself decides.
    if ((await found()) === undefined) throw error;
  }
}

/** The CreateModelPackage request; pure. Versions in a group take no tags, so identity travels in the metadata. */
function packageInput(pkg: NewModelPackage): CreateModelPackageCommandInput {
  return {
    ModelPackageGroupName: pkg.group,
    ModelPackageDescription: pkg.description,
    ModelApprovalStatus: pkg.approval,
    ClientToken: pkg.token,
    CustomerMetadataProperties: { ...pkg.metadata },
    ...(pkg.qualityUri === undefined ? {} : { ModelMetrics: qualityAt(pkg.qualityUri) }),
    InferenceSpecification: {
      Containers: [{ Image: pkg.image, ModelDataUrl: pkg.modelUri }],
      SupportedContentTypes: ['application/json'],
      SupportedResponseMIMETypes: ['application/json'],
      SupportedRealtimeInferenceInstanceTypes: pkg.instanceTypes as never[],
    },
  };
}

const qualityAt = (S3Uri: string) => ({
  ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri } },
});

async function describe(client: SageMakerClient, arn: string): Promise<ModelPackage> {
  const found = await call('DescribeModelPackage', () =>
    client.send(new DescribeModelPackageCommand({ ModelPackageName: arn })),
  );
  return modelPackage(arn, found);
}

function modelPackage(arn: string, found: DescribeModelPackageCommandOutput): ModelPackage {
  const container = found.InferenceSpecification?.Containers?.[0];
  return {
    arn,
    group: found.ModelPackageGroupName ?? '',
    version: found.ModelPackageVersion ?? 0,
    approval: found.ModelApprovalStatus ?? 'PendingManualApproval',
    image: container?.Image ?? '',
    modelUri: container?.ModelDataUrl ?? '',
    metadata: found.CustomerMetadataProperties ?? {},
  };
}
