import { type Right, type RightName, rights } from './rights.ts';

const PLACE = ['findObjects', 'readObjects', 'encryptObjects'] as const;
const IMAGE = ['loginToRegistry', 'readImages', 'pushImages'] as const;
const JOB = ['passRole', 'describeKey', 'lendKey'] as const;
const TRAINING = [...JOB, 'trainingJobs', 'trainingLogs'] as const;
const JUDGING = ['findTraining', ...JOB, 'scoringJobs', 'scoringLogs', 'readRegistry', 'findChampion'] as const;
const REGISTERING = ['findTraining', 'readRegistry', 'register', 'writeModels', 'writeRecords'] as const;
const SERVING = [
  ...['readRegistry', 'approve', ...JOB, 'readEndpoint', 'listGenerations', 'deploy', 'ask', 'endpointLogs'],
  ...['bringModels', 'writeLedger', 'writeRecords'],
] as const satisfies readonly RightName[];

/** What each public action asks of an account, by its folder. The stage actions ask for what their steps ask for. */
const NEEDED = {
  train: [...PLACE, 'writeData', ...IMAGE, ...TRAINING, ...JUDGING, ...REGISTERING],
  serve: [...PLACE, ...SERVING],
  'actions/validate-data': [...PLACE, 'writeData', 'writeRecords'],
  'actions/build-push-image': ['findObjects', ...IMAGE, 'createRepository', 'describeKey', 'lendKey'],
  'actions/start-sagemaker-training': [...PLACE, 'writeData', 'writeRecords', ...IMAGE, ...TRAINING],
  'actions/validate-model': [...PLACE, 'writeData', 'writeRecords', ...JUDGING],
  'actions/register-model': [...PLACE, ...REGISTERING],
  'actions/deploy-serving': [...PLACE, ...SERVING, ...REGISTERING],
} as const satisfies Readonly<Record<string, readonly RightName[]>>;

export type ActionFolder = keyof typeof NEEDED;

export const actionsWithRights = Object.keys(NEEDED) as readonly ActionFolder[];

export const isActionWithRights = (folder: string): folder is ActionFolder => Object.hasOwn(NEEDED, folder);

/** The statements of an action's policy, in the order of the table, without those that another one covers. */
export function rightsOf(folder: ActionFolder): readonly Right[] {
  const needed: readonly RightName[] = NEEDED[folder];
  const all = (Object.keys(rights) as RightName[]).flatMap((name): Right[] =>
    needed.includes(name) ? [rights[name]] : [],
  );
  return all.filter((right) => !all.some((other) => other !== right && covers(other, right)));
}

const covers = (larger: Right, smaller: Right): boolean =>
  larger.condition === undefined &&
  larger.onlyWhen === undefined &&
  smaller.actions.every((action) => larger.actions.includes(action)) &&
  (smaller.resources ?? []).every((resource) => larger.resources?.includes(resource) === true);
