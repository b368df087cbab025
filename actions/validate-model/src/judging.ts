import { type ActionContext, readParts } from '@mlops-actions/action-kit';
import { type GivenPredictions, MlopsError } from '@mlops-actions/core';
import { type JudgeInputs, PATHS } from './inputs.ts';

/** What judges the model, where, and who its champion is. Throws INPUT_INVALID, CONFIG_NOT_FOUND and CONFIG_INVALID. */
export async function readJudging(inputs: JudgeInputs, context: ActionContext) {
  refuseOtherChampion(inputs);
  const needs = inputs.predictions === undefined ? ['training-job'] : [];
  return readParts(
    { inputs: withTable(inputs), paths: PATHS, parts: ['task', 'data', 'image', 'train', 'validate', 'serve'], needs },
    context,
  );
}

/** Predictions stand in a table of their own: without a file, no other data has to be named beside them. */
function withTable(inputs: JudgeInputs): JudgeInputs {
  const { predictions, config, table, channels } = inputs;
  if (predictions === undefined || config !== undefined || table !== undefined || channels !== undefined) return inputs;
  return { ...inputs, table: 'predictions.csv' };
}

/** What is judged: the files that were given, or undefined for the model of a training job. Throws INPUT_INVALID. */
export function givenPredictions(inputs: JudgeInputs): GivenPredictions | undefined {
  const { predictions, labels } = inputs;
  const beside = BESIDE_PREDICTIONS.filter((input) => inputs[input] !== undefined);
  if (predictions === undefined) {
    refuse(beside, 'It goes with "predictions", which were not given.');
    return undefined;
  }
  refuse(inputs['training-job'] === undefined ? [] : ['training-job'], 'Predictions are judged in place of a model.');
  return {
    predictions,
    ...(labels === undefined ? {} : { labels }),
    ...given('championPredictions', inputs['champion-predictions']),
    ...given('championMetrics', inputs['champion-metrics']),
  };
}

const BESIDE_PREDICTIONS = ['labels', 'champion-predictions', 'champion-metrics'] as const;

function refuse(inputs: readonly string[], message: string): void {
  if (inputs.length === 0) return;
  throw new MlopsError('INPUT_INVALID', { problems: inputs.map((input) => ({ input, message })) });
}

const given = <K extends string>(key: K, value: string | undefined) => (value === undefined ? {} : { [key]: value });

/** Whose model is to be beaten is part of the gates: beside a file the file and its environment say it. */
function refuseOtherChampion({ config, endpoint }: JudgeInputs): void {
  if (config === undefined || endpoint === undefined) return;
  const message = 'Who the champion is cannot be overridden; it is the model on the endpoint that mlops.yml names.';
  throw new MlopsError('INPUT_INVALID', { problems: [{ input: 'endpoint', message }] });
}
