import { type ActionContext, readParts } from '@mlops-actions/action-kit';
import {
  buildImage,
  type CheckedChannel,
  type ConfigParts,
  checkData,
  MlopsError,
  type Ports,
  trainingChannels,
} from '@mlops-actions/core';
import { PATHS, type TrainingInputs } from './inputs.ts';

/** What to train, read and checked; `prepare` brings data and image to the destination, or finds them there. */
export interface Training {
  readonly config: ConfigParts<'train'>;
  /** Folder that paths are relative to. */
  readonly root: string;
  prepare(ports: Ports): Promise<{ readonly channels: readonly CheckedChannel[]; readonly image: string }>;
}

/** Throws INPUT_INVALID, CONFIG_NOT_FOUND and CONFIG_INVALID. */
export async function readTraining(inputs: TrainingInputs, context: ActionContext): Promise<Training> {
  if (inputs.script !== undefined && inputs.entrypoint !== undefined)
    throw invalid(
      'script',
      'has no effect beside "entrypoint", which takes the place of our runtime; name one of them',
    );
  return inputs.config === undefined ? fromInputs(inputs, context) : fromFile(inputs, context);
}

/** As the stage does it: the data and the image of mlops.yml, unless an image is named. */
async function fromFile(inputs: TrainingInputs, context: ActionContext): Promise<Training> {
  const { channels, image } = inputs;
  if (channels !== undefined)
    throw invalid('channels', 'the data is what mlops.yml says; leave this out beside "config"');
  const { config, root } = await readParts({ inputs, paths: PATHS, parts: ['data', 'image', 'train'] }, context);
  return {
    config,
    root,
    prepare: async (ports) => ({
      channels: (await checkData(config, ports)).channels,
      image:
        image === undefined
          ? (await buildImage(config, ports)).reference
          : await fullReference(image, config.model, ports),
    }),
  };
}

async function fromInputs(inputs: TrainingInputs, context: ActionContext): Promise<Training> {
  const { channels, image } = inputs;
  if (image === undefined) throw invalid('image', 'is needed when there is no "config" to build one from');
  if (channels === undefined)
    throw invalid('channels', 'is needed when there is no "config" that says what the data is');
  // The schema of mlops.yml wants a script; without one the image starts what it wants, and this name is never read.
  const scripted = { ...inputs, script: inputs.script ?? 'unused.py' };
  const { config, root } = await readParts({ inputs: scripted, paths: PATHS, parts: ['train'] }, context);
  return {
    config,
    root,
    prepare: async (ports) => ({
      channels: await trainingChannels(channels, inputs['working-directory'], ports),
      image: await fullReference(image, config.model, ports),
    }),
  };
}

/** A digest alone is one of the repository that is named after the model. */
const fullReference = async (image: string, model: string, ports: Ports): Promise<string> =>
  image.startsWith('sha256:') ? ports.images.reference(model.toLowerCase(), image) : image;

const invalid = (input: string, message: string) => new MlopsError('INPUT_INVALID', { problems: [{ input, message }] });
