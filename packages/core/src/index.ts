export type { ByteSource } from '@mlops-actions/evaluation';
export { dataSchemaJsonSchema, dataSchemaReference } from './config/data-schema/json-schema.ts';
export { loadDataSchema } from './config/data-schema/load.ts';
export { parseDuration } from './config/duration.ts';
export { explainConfig } from './config/explain.ts';
export type { GivenValues, InputPaths } from './config/given.ts';
export { configJsonSchema } from './config/json-schema.ts';
export { type LoadedConfig, loadConfig } from './config/load.ts';
export { type ConfigParts, loadParts, type Part } from './config/parts.ts';
export { configReference } from './config/reference.ts';
export type { MlopsConfig } from './config/types.ts';
export { yamlValue } from './config/yaml-value.ts';
export { canonicalJson, digestOf, sha256 } from './domain/canonical.ts';
export { defined } from './domain/defined.ts';
export {
  catalogue,
  type ErrorCode,
  type ErrorDetails,
  type ErrorKind,
  type Problem,
} from './domain/error-catalogue.ts';
export { isMlopsError, MlopsError } from './domain/errors.ts';
export { GATE_CODES } from './domain/gates/gate-codes.ts';
export { imageDigest, type Placement, type ProcessingRequest, type TrainingRequest } from './domain/job-spec.ts';
export { generationName, generationOf } from './domain/names.ts';
export type * from './domain/report.ts';
export { unlessAbsent } from './domain/unless-absent.ts';
export { decidingSentences, gatesThat, type Verdict } from './domain/verdict.ts';
export { alignColumns } from './report/align-columns.ts';
export { changedSummary, terminalChanged } from './report/changed-models.ts';
export { dataReport, findingAnnotations } from './report/data-report.ts';
export { dataSummary } from './report/data-summary.ts';
export { errorSummary } from './report/error-summary.ts';
export { type Annotation, gateAnnotations } from './report/gate-annotations.ts';
export { reportHtml } from './report/html/report-html.ts';
export { imageSummary } from './report/image-summary.ts';
export { judgedSummary } from './report/judged-summary.ts';
export { escapeMarkdown } from './report/markdown.ts';
export { planSummary } from './report/plan-summary.ts';
export { registeredSummary } from './report/registered-summary.ts';
export { releaseSummary, terminalRelease } from './report/release-summary.ts';
export { causeChain, type RenderedError, renderError, toMlopsError } from './report/render-error.ts';
export { reportSeverity } from './report/report-severity.ts';
export { servePlanSummary, terminalServePlan } from './report/serve-plan-summary.ts';
export { serveSummary } from './report/serve-summary.ts';
export { terminalData } from './report/terminal-data.ts';
export { terminalHistory } from './report/terminal-history.ts';
export { terminalServe } from './report/terminal-serve.ts';
export { terminalTrain } from './report/terminal-train.ts';
export { modelCard } from './report/text/model-card.ts';
export { reportComment } from './report/text/report-comment.ts';
export { reportSummary } from './report/text/report-summary.ts';
export { staleComment } from './report/text/stale-comment.ts';
export { trainSummary } from './report/train-summary.ts';
export { trainingSummary } from './report/training-summary.ts';
export { type BuildOptions, buildImage } from './stages/build-image.ts';
export { listenForCancellation } from './stages/cancellation.ts';
export { checkData, type PreparedData } from './stages/check-data.ts';
export type { JudgedRows } from './stages/conclude.ts';
export { type ChangedModel, type Changes, findChanged, USUAL_CONFIGS } from './stages/find-changed.ts';
export { findTraining } from './stages/find-training.ts';
export { endpointHistory } from './stages/history.ts';
export { type JudgeDataOptions, type JudgedData, judgeDataStage } from './stages/judge-data.ts';
export { type GivenPredictions, judgePredictions } from './stages/judge-predictions.ts';
export { outdateComments } from './stages/outdate-comments.ts';
export { requireOwnRegistry } from './stages/own-registry.ts';
export { type PlanResult, planServing } from './stages/plan-serving.ts';
export type {
  BuiltImage,
  Clock,
  ContainerOptions,
  EndpointState,
  Endpoints,
  Generation,
  History,
  ImageRequest,
  Images,
  InvocationResult,
  JobKind,
  JobPhase,
  JobState,
  Jobs,
  LogCursor,
  LogLine,
  ModelPackage,
  Models,
  NewModelPackage,
  Objects,
  Pace,
  Ports,
  Progress,
  ProgressEvent,
  PullRequest,
  PullRequests,
  Reports,
  StepName,
} from './stages/ports.ts';
export { recordJsonSchemas } from './stages/records/json-schemas.ts';
export { readReport } from './stages/records/report-record.ts';
export { reportText } from './stages/records/report-text.ts';
export { type RegisteredModel, registerJudged } from './stages/register-judged.ts';
export type { RehearsalRequest, Side } from './stages/rehearsal-request.ts';
export { rehearse } from './stages/rehearse.ts';
export type { Rehearsed } from './stages/rehearse-report.ts';
export { type ReleaseOptions, type ReleaseResult, releaseStage } from './stages/release.ts';
export type * from './stages/results.ts';
export { type RollbackOptions, rollbackStage } from './stages/rollback.ts';
export { type ServeOptions, serveStage } from './stages/serve.ts';
export type { Suggestion } from './stages/suggest-schema.ts';
export { type CommentRequest, type Telling, type Told, tellPullRequest } from './stages/tell-pull-request.ts';
export { type TrainOptions, trainStage } from './stages/train.ts';
export { runTraining, type TrainingOptions, type TrainingRun } from './stages/train-model.ts';
export { type ChannelSource, trainingChannels } from './stages/training-channels.ts';
export { tryGitHub } from './stages/try-github.ts';
export { type Unjudged, unjudgedReports } from './stages/unjudged-reports.ts';
export { type JudgeConfig, type Judged, validateModel } from './stages/validate-model.ts';
