import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedImage } from '../images/index.ts';
import { startProgram } from '../jobs/job-program.ts';
import type { Services } from '../services.ts';
import { DeployError } from './deploy-error.ts';
import { freePort } from './free-port.ts';
import { awaitHealthy } from './health.ts';
import { provideModelData } from './model-data.ts';
import type { FleetPlan, VariantPlan } from './plan.ts';
import { type Instance, type Launched, supervise } from './supervise.ts';

/** Starts an instance and waits until it is healthy. Throws {@link DeployError} with SageMaker's words otherwise. */
export async function startInstance(
  services: Services,
  plan: FleetPlan,
  variant: VariantPlan,
  image: PreparedImage,
): Promise<Instance> {
  const id = `i-${randomBytes(8).toString('hex')}`;
  const runDir = join(services.workDir, 'runs', 'endpoints', plan.endpointName, id);
  const log = { group: `/aws/sagemaker/Endpoints/${plan.endpointName}`, stream: `${variant.name}/${id}` };
  const launch = () => launchContainer(services, plan, variant, image, runDir, log);
  const report = (text: string) => services.logs.append(log.group, log.stream, text, services.clock.now());
  try {
    await provideModelData(services.objects, variant.modelData, join(runDir, 'ml', 'model'));
    const first = await launch();
    if (first.health.healthy) return supervise(services, first, { launch, report, runDir });
    throw new DeployError(
      `The primary container for production variant ${variant.name} did not pass the ping health check. ` +
        `${first.health.why} Please check CloudWatch logs for this endpoint.`,
    );
  } catch (error) {
    await rm(runDir, { recursive: true, force: true });
    throw error;
  }
}

async function launchContainer(
  services: Services,
  plan: FleetPlan,
  variant: VariantPlan,
  image: PreparedImage,
  runDir: string,
  log: { readonly group: string; readonly stream: string },
): Promise<Launched> {
  const port = await freePort();
  const container = startProgram(services, {
    image,
    defaultArguments: ['serve'],
    privateDir: runDir,
    baseDir: join(runDir, 'ml'),
    region: plan.region,
    env: { ...variant.environment, SAGEMAKER_BIND_TO_PORT: String(port) },
    log,
  });
  const health = await awaitHealthy(container, port, variant.startupTimeoutSeconds, services.clock);
  if (!health.healthy) await container.stop(0);
  return { container, port, health };
}
