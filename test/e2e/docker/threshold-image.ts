import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set by `.ci/phases/docker`. */
export const REGISTRY = process.env['MLOPS_E2E_REGISTRY'] ?? '';
export const BASE = process.env['MLOPS_E2E_BASE'] ?? '';
const DEPENDENCIES = process.env['MLOPS_E2E_DEPENDENCIES'] ?? '';

// The base has no shell, so the packages are installed beside and copied.
export const DOCKERFILE = `ARG BASE
FROM \${BASE}
WORKDIR /opt/program
COPY dependencies /opt/dependencies
ENV PYTHONPATH=/opt/dependencies MLOPS_TRAIN_SCRIPT=model/train.py MLOPS_SERVE_SCRIPT=serve/app.py
COPY mlops_runtime.py mlops_runtime.py
COPY model model
COPY serve serve
ENTRYPOINT ["python", "mlops_runtime.py"]
`;

/** Adds to a copy of the fixture what makes it an image. */
export function addDockerfile(workspace: string): void {
  writeFileSync(join(workspace, 'model/dockerfile'), DOCKERFILE);
  cpSync(DEPENDENCIES, join(workspace, 'dependencies'), { recursive: true });
}

/** How a step finds the daemon. */
export const dockerHost = (): Readonly<Record<string, string>> =>
  process.env['DOCKER_HOST'] === undefined ? {} : { DOCKER_HOST: process.env['DOCKER_HOST'] };
