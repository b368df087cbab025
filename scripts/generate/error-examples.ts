import { type ErrorCode, type ErrorDetails, MlopsError } from '@mlops-actions/core';

const DIGEST = '3f9a2c11d04b77e6';

/** Details that give each error the text its page shows. A new code does not compile until it has an entry here. */
const DETAILS: { readonly [C in ErrorCode]: ErrorDetails<C> } = {
  CONFIG_INVALID: {
    problems: [
      {
        file: 'mlops.yml',
        line: 8,
        column: 3,
        path: 'train.instance_type',
        message: 'Unknown key "instance_type"; did you mean "instance-type"?',
      },
      {
        file: 'mlops.yml',
        line: 12,
        column: 32,
        path: 'validate.gates[0].min',
        message: '85 is not a share; write 0.85.',
      },
    ],
  },
  CONFIG_NOT_FOUND: { file: 'models/churn/mlops.yml' },
  INPUT_INVALID: { problems: [{ input: 'rerun', message: 'expected train, validate or all' }] },
  DATA_INVALID: {
    problems: [
      {
        file: 'data/churn.csv',
        line: 1,
        path: 'data.label',
        message: 'There is no column "churned"; there are id, age, churn.',
      },
    ],
  },
  DATA_DRIFTED: {
    columns: [
      {
        column: 'age',
        message:
          'The values are distributed otherwise than in table "train", KS p < 0.001 (PSI 0.41, limit 0.25, sampling alone 0.02).',
      },
    ],
  },
  DATA_MISMATCH: {
    job: 'churn-3f9a2c11d04b',
    differences: [
      'the channel "train" was s3://acme-mlops/data/sha256-9f86d081884c/ and is s3://acme-mlops/data/sha256-60303ae22b99/',
    ],
  },
  EVIDENCE_INVALID: {
    problems: [
      {
        file: 'predictions of the candidate',
        path: 'id',
        message: '2 held-out rows have no prediction, e.g. "17", "203".',
      },
    ],
  },
  OBJECT_NOT_FOUND: { location: 'serve/smoke.yml' },
  IMAGE_CONTEXT_INVALID: {
    context: '.',
    reason: '"model/requirements.txt" is not locked by hashes (uv pip compile --generate-hashes)',
  },
  PYTHON_NOT_FOUND: { reason: 'spawn python3 ENOENT' },
  AWS_CALL_FAILED: {
    operation: 'CreateTrainingJob',
    awsCode: 'ValidationException',
    awsMessage: 'The image does not exist.',
    transient: false,
    requestId: '7c1f7c0e-5b1c-4d2a-9a63-0d1f3f1f9b55',
  },
  CREDENTIALS_INVALID: {
    environment: 'staging',
    reasons: [
      'The role arn:aws:iam::111111111111:role/mlops-github was refused: Not authorized to perform sts:AssumeRoleWithWebIdentity.',
    ],
  },
  BUCKET_UNUSABLE: {
    bucket: 'acme-mlops-staging',
    environment: 'staging',
    reasons: ['It is in us-east-1; the environment says eu-west-1.'],
  },
  ECR_AUTH_DENIED: { reason: 'GetAuthorizationToken failed with AccessDeniedException' },
  DOCKERFILE_MISSING: { context: '.', dockerfile: 'model/dockerfile' },
  DOCKER_MISSING: { reason: 'spawn docker ENOENT' },
  REGISTRY_LOGIN_FAILED: { registry: 'registry.example.com', reason: 'unauthorized: incorrect username or password' },
  BUILD_FAILED: {
    dockerfile: 'model/dockerfile',
    exitCode: 1,
    lastLines: [
      'Step 4/6 : RUN python -m pip install --require-hashes -r model/requirements.txt',
      'ERROR: No matching distribution found for scikit-learn==1.9.1',
    ],
  },
  PUSH_DENIED: {
    reference: 'registry.example.com/churn:v1',
    reason: 'denied: requested access to the resource is denied',
  },
  REGISTRY_UNAVAILABLE: {
    what: 'docker push registry.example.com/churn:v1',
    attempts: 5,
    reason: 'received unexpected HTTP status: 503 Service Unavailable',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    reference: 'registry.example.com/churn:v1',
    mediaType: 'application/vnd.oci.image.index.v1+json',
  },
  PLATFORM_MISMATCH: { reference: 'registry.example.com/churn:v1', found: 'linux/arm64', wanted: 'linux/amd64' },
  DIGEST_MISMATCH: {
    reference: 'registry.example.com/churn:v1',
    found: `sha256:${DIGEST}…`,
    wanted: 'sha256:7cb41d9e02aa6f18…',
  },
  REPOSITORY_MISSING: { repository: 'churn' },
  TAG_IMMUTABLE_CONFLICT: {
    repository: 'churn',
    tag: 'v1',
    found: `sha256:${DIGEST}…`,
    wanted: 'sha256:7cb41d9e02aa6f18…',
  },
  NAME_TAKEN: {
    kind: 'training job',
    name: 'churn-3f9a2c11d04b',
    found: 'not made by mlops-actions',
    wanted: DIGEST,
  },
  JOB_FAILED: {
    kind: 'training',
    name: 'churn-3f9a2c11d04b',
    status: 'Failed',
    reason: "AlgorithmError: KeyError: 'age', exit code: 1",
    lastLines: ['Traceback (most recent call last):', "KeyError: 'age'"],
  },
  JOB_NOT_FOUND: { kind: 'training', name: 'churn-3f9a2c11d04b', reason: 'nothing of that name exists here' },
  JOB_DETACHED: { kind: 'training', name: 'churn-3f9a2c11d04b', reason: 'the credentials of this step have expired' },
  SECRET_IN_REQUEST: { places: ['the hyperparameter "key-id"'] },
  JOB_ORDINALS_EXHAUSTED: { name: 'churn-3f9a2c11d04b-9', tries: 9 },
  LOCAL_SERVER_FAILED: { command: 'up', reason: 'it did not become healthy within 30 s' },
  GATE_REJECTED: {
    model: 'churn',
    sentences: [
      'Metric "roc-auc" is 0.761 [0.731, 0.789] on 1,916 rows; gate "roc-auc-min" needs ≥ 0.80 (mlops.yml:14).',
    ],
  },
  GATE_RECORD_MISSING: {
    model: 'churn',
    job: 'churn-3f9a2c11d04b',
    gateId: '5fc4a4d5b8f7',
    location: 's3://acme-mlops/records/churn/churn-3f9a2c11d04b/5fc4a4d5b8f7/gate.json',
  },
  GATE_RECORD_INVALID: {
    location: 's3://acme-mlops/records/churn/churn-3f9a2c11d04b/5fc4a4d5b8f7/gate.json',
    reason: 'verdict: Invalid option: expected one of "pass"|"warn"|"fail"|"inconclusive"|"identical"|"incomplete"',
  },
  REPORT_INVALID: { reason: 'charts: Unrecognized key: "html"' },
  REGISTRY_ELSEWHERE: { environment: 'production', registry: 'staging' },
  MODEL_NOT_FOUND: { group: 'churn', wanted: 'version 7' },
  MODEL_NOT_APPROVED: { group: 'churn', version: 7, approval: 'PendingManualApproval' },
  ENDPOINT_FAILED: {
    endpoint: 'churn',
    status: 'Failed',
    reason: 'The primary container for production variant main did not pass the ping health check.',
    lastLines: ["ModuleNotFoundError: No module named 'app'"],
  },
  DEPLOY_ROLLED_BACK: {
    endpoint: 'churn',
    wanted: 'churn-g8-77e6b0c2a1d3',
    serving: 'churn-g7-3f9a2c11d04b',
    reason: 'The primary container for production variant main did not pass the ping health check.',
    lastLines: ['MemoryError'],
  },
  PROOF_FAILED: { endpoint: 'churn', facts: ['config is churn-g7-3f9a2c11d04b, expected churn-g8-77e6b0c2a1d3'] },
  SMOKE_FAILED: {
    endpoint: 'churn',
    failures: ['one customer: status 500, expected 200: {"code":"PREDICTION_FAILED"}'],
    left: `The endpoint was reverted: it serves churn version 6, model sha256:${DIGEST}…, again, as generation 9.`,
  },
  MODEL_QUARANTINED: {
    endpoint: 'churn',
    group: 'churn',
    version: 7,
    generation: 8,
    reason: 'it failed its smoke test: one customer: status 500, expected 200',
  },
  ROLLBACK_IMPOSSIBLE: {
    endpoint: 'churn',
    reason: 'no earlier generation was in service with another model that is not in quarantine',
  },
  LEDGER_INVALID: { location: 's3://acme-mlops/ledger/churn/000008.json', reason: 'it is no JSON' },
  GIT_FAILED: { command: 'git diff', reason: 'fatal: 8c1f0d2...HEAD: no merge base' },
  GITHUB_CALL_FAILED: {
    call: 'POST /repos/acme/churn/issues/7/comments',
    status: 403,
    reason: 'Resource not accessible by integration',
  },
  TIMED_OUT: { what: 'The training job "churn-3f9a2c11d04b"', seconds: 10_800 },
  UNEXPECTED: { problem: "TypeError: Cannot read properties of undefined (reading 'name')" },
  CANCELLED: { what: 'the training job "churn-3f9a2c11d04b" was stopped' },
};

/** The error of a code as its page shows it, made by the catalogue itself. */
export function exampleOf(code: ErrorCode): MlopsError {
  return new MlopsError(code, DETAILS[code] as ErrorDetails<typeof code>);
}
