import { parseDuration } from '../duration.ts';
import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

const DEFAULT_MAX_RUNTIME = '1h';

/** Spot capacity: one instance type, a decision about checkpoints, and a limit of waiting that leaves room for the training. */
export const spotRule: Rule = (document) => {
  const train = get(document, 'train');
  if (!isMap(train)) return [];
  return train['spot'] === true ? spotFindings(train) : withoutSpot(train);
};

const withoutSpot = (train: Readonly<Record<string, unknown>>): readonly Finding[] =>
  when(train['max-wait'] !== undefined, ['train', 'max-wait'], '"max-wait" has no effect without "spot: true".');

function spotFindings(train: Readonly<Record<string, unknown>>): readonly Finding[] {
  const types = train['instance-type'];
  return [
    // CreateTrainingJob: InstancePreferences excludes EnableManagedSpotTraining.
    ...when(
      Array.isArray(types) && types.length > 1,
      ['train', 'instance-type'],
      'Spot training takes one instance type; SageMaker has no order of preference there.',
    ),
    ...when(
      train['checkpoints'] === undefined,
      ['train', 'spot'],
      'A spot job without checkpoints starts over after every interruption; write "checkpoints: true", or "checkpoints: false" to accept that.',
    ),
    ...waiting(train),
  ];
}

/** CreateTrainingJob: MaxWaitTimeInSeconds is at least MaxRuntimeInSeconds. */
function waiting(train: Readonly<Record<string, unknown>>): readonly Finding[] {
  const [wait, run] = [train['max-wait'], train['max-runtime'] ?? DEFAULT_MAX_RUNTIME].map((value) =>
    typeof value === 'string' ? parseDuration(value) : undefined,
  );
  return when(
    wait !== undefined && run !== undefined && wait < run,
    ['train', 'max-wait'],
    `"${printed(train['max-wait'])}" is shorter than max-runtime; the time to wait includes the training.`,
  );
}
