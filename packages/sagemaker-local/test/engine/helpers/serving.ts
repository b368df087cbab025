import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointRecord } from '../../../src/engine/endpoints/record.ts';
import { eventually, type Home, type TestEngine } from './home.ts';
import { putImage } from './process-image.ts';

/** Serves the text of its model; the body of a request can make it misbehave. */
const app = `
import os, pathlib, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

model = (pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"]) / "model" / "model.txt").read_text()
if model == "broken":
    sys.exit("cannot load the model")
print("serving", model, sys.argv[1], flush=True)

class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("X-Amzn-SageMaker-Custom-Attributes", "model=" + model + ";" + str(self.headers.get("X-Amzn-SageMaker-Custom-Attributes")))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        self.answer(503 if model == "sick" else 200, "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if body == "crash":
            os._exit(7)
        if body == "slow":
            time.sleep(0.5)
        if body == "pid":
            return self.answer(200, str(os.getpid()))
        self.answer(int(body) if body.isdigit() else 200, model + ":" + body)

ThreadingHTTPServer.request_queue_size = 128
ThreadingHTTPServer(("127.0.0.1", int(os.environ["SAGEMAKER_BIND_TO_PORT"])), Handler).serve_forever()
`;

/** Stores the serving image. */
export function putServingImage(home: Home): Promise<string> {
  return putImage(home, { files: { 'main.py': app } });
}

/** A model archive whose only file is model.txt. */
export async function putModelData(home: Home, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  writeFileSync(join(folder, 'model.txt'), text);
  execFileSync('tar', ['czf', join(folder, 'model.tar.gz'), '-C', folder, 'model.txt']);
  await home.put('data', `models/${text}.tar.gz`, readFileSync(join(folder, 'model.tar.gz')));
  rmSync(folder, { recursive: true });
  return `s3://data/models/${text}.tar.gz`;
}

export interface VariantParts {
  readonly text: string;
  readonly weight?: number;
  readonly count?: number;
  readonly startupSeconds?: number;
  readonly modelData?: string;
}

/** Writes the records that CreateModel and CreateEndpointConfig leave: one model per variant. */
export async function putConfig(
  home: Home,
  image: string,
  name: string,
  variants: Readonly<Record<string, VariantParts>>,
): Promise<void> {
  for (const { text, modelData } of Object.values(variants)) {
    const container = { Image: image, ModelDataUrl: modelData ?? (await putModelData(home, text)), Environment: {} };
    home.deps.store.records('model').put(text, { ModelName: text, PrimaryContainer: container });
  }
  home.deps.store.records('endpoint-config').put(name, {
    EndpointConfigName: name,
    ProductionVariants: Object.entries(variants).map(
      ([VariantName, { text, weight = 1, count = 1, startupSeconds }]) => ({
        VariantName,
        ModelName: text,
        InitialInstanceCount: count,
        InitialVariantWeight: weight,
        InstanceType: 'ml.m5.large',
        ...(startupSeconds === undefined ? {} : { ContainerStartupHealthCheckTimeoutInSeconds: startupSeconds }),
      }),
    ),
  });
}

/** The endpoint's record once it is not in transition any more. */
export function settled(engine: TestEngine, name: string): Promise<EndpointRecord> {
  return eventually(async () => {
    const endpoint = await engine.call<EndpointRecord>('DescribeEndpoint', { EndpointName: name });
    return ['InService', 'Failed'].includes(endpoint.EndpointStatus) ? endpoint : undefined;
  });
}

/** The answer to one invocation as text. */
export async function ask(engine: TestEngine, endpointName: string, body: string): Promise<string> {
  return (await engine.invoke({ endpointName, body: Buffer.from(body) })).body.toString();
}
