/** Who has to act: the user's files, a remote service, a gate that said no, or our own defect. */
export type ErrorKind = 'user' | 'remote' | 'gate' | 'bug';

/** One mistake in a file the user wrote. `line` and `column` count from 1. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Where in the document, e.g. `train.max-runtime`. */
  readonly path: string;
  /** A full sentence: the value that was found, what is expected instead. */
  readonly message: string;
}

interface Entry<D> {
  readonly kind: ErrorKind;
  /** One full sentence naming the thing and the value. */
  readonly text: (details: D) => string;
  /** The next thing to do. */
  readonly hint: string;
}

const entry = <D>(kind: ErrorKind, text: (details: D) => string, hint: string): Entry<D> => ({ kind, text, hint });

const place = (p: Problem) =>
  `${p.file}${p.line === undefined ? '' : `:${p.line}${p.column === undefined ? '' : `:${p.column}`}`}`;

const list = (problems: readonly Problem[]) => problems.map((p) => `\n  ${place(p)} ${p.path}: ${p.message}`).join('');

/** Every error the product can raise. `docs/troubleshooting/<CODE>.md` exists for each key. */
export const catalogue = {
  CONFIG_INVALID: entry(
    'user',
    (d: { readonly problems: readonly Problem[] }) =>
      `${d.problems.length} ${d.problems.length === 1 ? 'mistake' : 'mistakes'} in the configuration:${list(d.problems)}`,
    'Correct every line named above; `mlops config` prints the merged result with the origin of each value.',
  ),
  CONFIG_NOT_FOUND: entry(
    'user',
    (d: { readonly file: string }) => `There is no configuration file at ${d.file}.`,
    'Write an mlops.yml there, or name another file with --config (CLI) or the input "config" (action).',
  ),
  INPUT_INVALID: entry(
    'user',
    (d: { readonly problems: readonly { readonly input: string; readonly message: string }[] }) =>
      `${d.problems.length} ${d.problems.length === 1 ? 'input is' : 'inputs are'} not usable:${d.problems.map(({ input, message }) => `\n  ${input}: ${message}`).join('')}`,
    'Correct the inputs under "with:"; the README of the action lists each with its format and default.',
  ),
  DATA_INVALID: entry(
    'user',
    (d: { readonly problems: readonly Problem[] }) => `The data cannot be used as it is:${list(d.problems)}`,
    'Correct the files named above; nothing was uploaded and no job was started.',
  ),
  DATA_MISMATCH: entry(
    'gate',
    (d: { readonly job: string; readonly differences: readonly string[] }) =>
      `The training job "${d.job}" was trained on other data than is declared now:${d.differences.map((difference) => `\n  ${difference}`).join('')}`,
    'Train again on the data as it is now, or validate at the commit that the job was trained from.',
  ),
  EVIDENCE_INVALID: entry(
    'gate',
    (d: { readonly problems: readonly Problem[] }) => `The predictions cannot be judged:${list(d.problems)}`,
    'Evidence with holes never passes a gate. Correct predict.py or validate.py so that every row gets one prediction.',
  ),
  OBJECT_NOT_FOUND: entry(
    'user',
    (d: { readonly location: string }) => `There is nothing at ${d.location}.`,
    'Check the path in mlops.yml; paths are relative to its folder.',
  ),
  IMAGE_CONTEXT_INVALID: entry(
    'user',
    (d: { readonly context: string; readonly reason: string }) =>
      `The build context "${d.context}" cannot become an image: ${d.reason}.`,
    'Correct image.context or image.requirements in mlops.yml, or the .dockerignore beside the context.',
  ),
  DOCKERFILE_MISSING: entry(
    'user',
    (d: { readonly context: string; readonly dockerfile: string }) =>
      `There is no Dockerfile at "${d.dockerfile}" in the build context "${d.context}".`,
    'Write one, or name another with image.dockerfile in mlops.yml or the input "dockerfile"; the page of this code shows a complete one.',
  ),
  DOCKER_MISSING: entry(
    'user',
    (d: { readonly reason: string }) => `A container image needs docker, which does not work here: ${d.reason}.`,
    'Run the step where docker and its daemon are, e.g. on ubuntu-latest, or set DOCKER_HOST. The destination local needs no docker.',
  ),
  REGISTRY_LOGIN_FAILED: entry(
    'user',
    (d: { readonly registry: string; readonly reason: string }) =>
      `The registry ${d.registry} refused the login: ${d.reason}.`,
    'Check the inputs "registry", "username" and "password"; a token needs the right to write images.',
  ),
  BUILD_FAILED: entry(
    'user',
    (d: { readonly dockerfile: string; readonly exitCode: number; readonly lastLines: readonly string[] }) =>
      `docker could not build ${d.dockerfile} (exit code ${d.exitCode}):${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the last lines above; the whole output was printed while it was built. Nothing was pushed.',
  ),
  PUSH_DENIED: entry(
    'user',
    (d: { readonly reference: string; readonly reason: string }) => `${d.reference} could not be pushed: ${d.reason}.`,
    'Check that the repository exists and that the login may write to it; on ECR the role needs the rights of build-push-image.',
  ),
  REGISTRY_UNAVAILABLE: entry(
    'remote',
    (d: { readonly what: string; readonly attempts: number; readonly reason: string }) =>
      `${d.what} failed ${d.attempts} times, although each was worth another try: ${d.reason}.`,
    'The registry is throttling or down. Run the step again later; layers that arrived are not sent again.',
  ),
  MEDIA_TYPE_UNSUPPORTED: entry(
    'user',
    (d: { readonly reference: string; readonly mediaType: string }) =>
      `${d.reference} has the media type ${d.mediaType}, which SageMaker does not run.`,
    'Build one image without attestations and with docker media types, as this action does; "for: generic" accepts the image as it is.',
  ),
  PLATFORM_MISMATCH: entry(
    'user',
    (d: { readonly reference: string; readonly found: string; readonly wanted: string }) =>
      `${d.reference} is an image for ${d.found}, not for ${d.wanted}.`,
    'Set "platform" to what the machines have, and take a base image that exists for it.',
  ),
  DIGEST_MISMATCH: entry(
    'remote',
    (d: { readonly reference: string; readonly found: string; readonly wanted: string }) =>
      `The registry answers ${d.found} for ${d.reference}, which was pushed as ${d.wanted}.`,
    'Another run pushed the same tag at this moment, or something between docker and the registry rewrites images. Run the step again.',
  ),
  PYTHON_NOT_FOUND: entry(
    'user',
    (d: { readonly reason: string }) => `No usable Python 3 was found on PATH: ${d.reason}.`,
    'Install Python 3.9 or newer with venv and pip, and run the command again.',
  ),
  AWS_CALL_FAILED: entry(
    'remote',
    (d: {
      readonly operation: string;
      readonly awsCode: string;
      readonly awsMessage: string;
      /** Throttled, 5xx, network or an answer that could not be read: the same call may work later. */
      readonly transient: boolean;
      /** The credentials have ended: only new ones help. */
      readonly expired?: boolean;
      /** The right that the role lacks, when the call was denied. */
      readonly iamAction?: string;
      readonly requestId?: string;
    }) =>
      `${d.operation} failed with ${d.awsCode}: ${d.awsMessage}${d.requestId === undefined ? '' : ` (request ${d.requestId})`}${d.iamAction === undefined ? '' : `\n  The role lacks ${d.iamAction}.`}`,
    'Look the code up in the AWS documentation of the operation; for AccessDenied the role lacks the action named.',
  ),
  CREDENTIALS_INVALID: entry(
    'user',
    (d: { readonly environment: string; readonly reasons: readonly string[] }) =>
      `AWS cannot be called for the environment "${d.environment}":${d.reasons.map((reason) => `\n  ${reason}`).join('')}`,
    'In a workflow: `permissions: id-token: write` on the job, and a trust policy of the role that names this repository. docs/start/aws.md has both.',
  ),
  BUCKET_UNUSABLE: entry(
    'user',
    (d: { readonly bucket: string; readonly environment: string; readonly reasons: readonly string[] }) =>
      `The bucket "${d.bucket}" of the environment "${d.environment}" cannot be used:${d.reasons.map((reason) => `\n  ${reason}`).join('')}`,
    'Correct `bucket` or `region` of the environment; nothing was uploaded and no job was started.',
  ),
  ECR_AUTH_DENIED: entry(
    'user',
    (d: { readonly reason: string }) => `ECR gave no password for docker: ${d.reason}.`,
    'Allow ecr:GetAuthorizationToken on every resource ("*") in the policy of the role.',
  ),
  REPOSITORY_MISSING: entry(
    'user',
    (d: { readonly repository: string }) => `There is no ECR repository "${d.repository}" in this account and region.`,
    'Create it, or set the input "create-repository" of build-push-image to true.',
  ),
  TAG_IMMUTABLE_CONFLICT: entry(
    'user',
    (d: { readonly repository: string; readonly tag: string; readonly found: string; readonly wanted: string }) =>
      `The tag "${d.tag}" of "${d.repository}" is immutable and names ${d.found}, not the image just built (${d.wanted}).`,
    'Choose another tag; the image is found by its digest and its content key without one.',
  ),
  NAME_TAKEN: entry(
    'remote',
    (d: { readonly kind: string; readonly name: string; readonly found: string; readonly wanted: string }) =>
      `A ${d.kind} named "${d.name}" exists with another specification (${d.found}, wanted ${d.wanted}).`,
    'Another tool made it, or it was changed by hand. Delete it or choose another model name.',
  ),
  JOB_FAILED: entry(
    'remote',
    (d: {
      readonly kind: string;
      readonly name: string;
      readonly status: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The ${d.kind} job "${d.name}" ended as ${d.status}: ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the last lines above; the whole log was printed while the job ran. Running the command again starts a new try.',
  ),
  JOB_NOT_FOUND: entry(
    'user',
    (d: { readonly kind: string; readonly name: string; readonly reason: string }) =>
      `There is no ${d.kind} job "${d.name}" to go on from: ${d.reason}.`,
    'Hand over the output "job-name" of the step that trained, at the same destination and environment.',
  ),
  JOB_DETACHED: entry(
    'remote',
    (d: { readonly kind: string; readonly name: string; readonly reason: string }) =>
      `The ${d.kind} job "${d.name}" goes on without this step: ${d.reason}.`,
    'Run the same step again to resume: it finds the job by its specification and starts nothing twice.',
  ),
  SECRET_IN_REQUEST: entry(
    'user',
    (d: { readonly places: readonly string[] }) =>
      `${d.places.length === 1 ? 'A value looks' : 'Values look'} like the id of an AWS access key: ${d.places.join(', ')}.`,
    'Anyone who may describe the job can read it. Give the execution role the right instead, or read the secret inside the job.',
  ),
  JOB_ORDINALS_EXHAUSTED: entry(
    'remote',
    (d: { readonly name: string; readonly tries: number }) =>
      `${d.tries} jobs of the same specification have failed, the last is "${d.name}".`,
    'Change what the job runs; the same specification would fail again. Deleting the failed jobs also frees their names.',
  ),
  LOCAL_SERVER_FAILED: entry(
    'remote',
    (d: { readonly command: string; readonly reason: string }) => `sagemaker-local ${d.command} failed: ${d.reason}`,
    'Read server.log in the state folder; `mlops local reset` starts from nothing and keeps the caches.',
  ),
  GATE_REJECTED: entry(
    'gate',
    (d: { readonly model: string; readonly sentences: readonly string[] }) =>
      `The candidate of "${d.model}" was refused:${d.sentences.map((sentence) => `\n  ${sentence}`).join('')}`,
    'gate.json has every figure. Gates live in mlops.yml; they cannot be overridden by an input or an environment.',
  ),
  GATE_RECORD_MISSING: entry(
    'user',
    (d: { readonly model: string; readonly job: string; readonly gateId: string; readonly location: string }) =>
      `There is no verdict "${d.gateId}" about the training job "${d.job}" of "${d.model}": nothing is at ${d.location}.`,
    'Hand over the output "gate-id" of the step that validated this very training job, at the same destination and environment.',
  ),
  GATE_RECORD_INVALID: entry(
    'gate',
    (d: { readonly location: string; readonly reason: string }) =>
      `The record ${d.location} is not what mlops-actions writes: ${d.reason}.`,
    'Validate the model again, which writes the record anew; a record that was changed by hand passes nobody.',
  ),
  REGISTRY_ELSEWHERE: entry(
    'user',
    (d: { readonly environment: string; readonly registry: string }) =>
      `The environment "${d.environment}" takes its versions from "${d.registry}", so nothing is trained or registered in it.`,
    'Train with the environment that "registry" in mlops.yml names, then deploy the version here.',
  ),
  MODEL_NOT_FOUND: entry(
    'user',
    (d: { readonly group: string; readonly wanted: string }) =>
      `The registry has no ${d.wanted} in the group "${d.group}".`,
    'Run the train stage first; a model is registered only when its gates pass.',
  ),
  MODEL_NOT_APPROVED: entry(
    'gate',
    (d: { readonly group: string; readonly version: number; readonly approval: string }) =>
      `Version ${d.version} of "${d.group}" is ${d.approval} and register.approval is manual.`,
    'Approve the version in the registry, then deploy again.',
  ),
  ENDPOINT_FAILED: entry(
    'remote',
    (d: {
      readonly endpoint: string;
      readonly status: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The endpoint "${d.endpoint}" is ${d.status}: ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the container lines above. A failed first deploy left an endpoint that serves nothing; the next deploy replaces it.',
  ),
  DEPLOY_ROLLED_BACK: entry(
    'remote',
    (d: {
      readonly endpoint: string;
      readonly wanted: string;
      readonly serving: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The endpoint "${d.endpoint}" went back to "${d.serving}" instead of "${d.wanted}": ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'The previous model still answers. Read the container lines above, correct the model or the serving app, and deploy again.',
  ),
  PROOF_FAILED: entry(
    'remote',
    (d: { readonly endpoint: string; readonly facts: readonly string[] }) =>
      `The endpoint "${d.endpoint}" does not prove that it serves the requested model:${d.facts.map((fact) => `\n  ${fact}`).join('')}`,
    'Somebody may have changed the endpoint by hand during the deploy. Deploy again; if it repeats, describe the endpoint and compare.',
  ),
  SMOKE_FAILED: entry(
    'remote',
    (d: { readonly endpoint: string; readonly failures: readonly string[]; readonly left: string }) =>
      `The endpoint "${d.endpoint}" answered the smoke requests wrongly:${d.failures.map((failure) => `\n  ${failure}`).join('')}\n${d.left}`,
    'Compare the request file named by serve.smoke with what the app answers. When the file was wrong and the model right, correct it and release the model.',
  ),
  MODEL_QUARANTINED: entry(
    'gate',
    (d: {
      readonly endpoint: string;
      readonly group: string;
      readonly version: number;
      readonly generation: number;
      readonly reason: string;
    }) =>
      `Version ${d.version} of "${d.group}" is in quarantine for the endpoint "${d.endpoint}" since generation ${d.generation}: ${d.reason}.`,
    'Train and register a better model. When this one is right after all, lift the quarantine with mode "release" (action) or `mlops release` (CLI).',
  ),
  ROLLBACK_IMPOSSIBLE: entry(
    'user',
    (d: { readonly endpoint: string; readonly reason: string }) =>
      `The endpoint "${d.endpoint}" cannot go back: ${d.reason}.`,
    'The endpoint was not changed. `mlops history` shows the generations there are; deploy a version instead when none of them fits.',
  ),
  LEDGER_INVALID: entry(
    'remote',
    (d: { readonly location: string; readonly reason: string }) =>
      `The record ${d.location} of the ledger is not what mlops-actions writes: ${d.reason}.`,
    'Restore the object from an earlier version of it. Nothing is deployed on a ledger that cannot be read.',
  ),
  TIMED_OUT: entry(
    'remote',
    (d: { readonly what: string; readonly seconds: number }) => `${d.what} did not finish within ${d.seconds} s.`,
    'Running the same command again resumes the wait; nothing is started twice.',
  ),
  UNEXPECTED: entry(
    'bug',
    (d: { readonly problem: string }) => `Something happened that mlops-actions did not expect: ${d.problem}`,
    'This is a defect of mlops-actions, not of your files. Please report it with the lines printed around this message.',
  ),
  CANCELLED: entry(
    'user',
    (d: { readonly what: string }) => `Cancelled: ${d.what}.`,
    'Running the same command again resumes what is still running and starts what was stopped.',
  ),
} as const satisfies Record<string, Entry<never>>;

export type ErrorCode = keyof typeof catalogue;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof catalogue)[C]['text']>[0];
