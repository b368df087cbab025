import { type ActionContext, type Run, readParts } from '@mlops-actions/action-kit';
import { connect, registryImages } from '@mlops-actions/adapters';
import { buildImage, type ConfigParts, type Images } from '@mlops-actions/core';
import { checkTogether } from './check-together.ts';
import { containerOptions } from './container-options.ts';
import { type ImageInputs, type ImageOutput, PATHS } from './inputs.ts';
import { toResult } from './outputs.ts';

/** Builds the image of a file or of plain inputs, or finds it where it belongs. */
export const run: Run<ImageInputs, ImageOutput> = async (inputs, context) => {
  const loaded = await read(inputs, context);
  const { model, environment } = loaded.config;
  checkTogether(inputs, environment.destination);
  const images = await imagesFor(inputs, loaded, context);
  const options = { container: containerOptions(inputs), exclude: inputs.exclude ?? [] };
  return toResult(model, await buildImage(loaded.config, { images, progress: context.progress }, options));
};

/** A file also says what the data is, which stays out of the image. */
const read = (inputs: ImageInputs, context: ActionContext) =>
  inputs.config === undefined
    ? readParts({ inputs, paths: PATHS, parts: ['image'] }, context)
    : readParts({ inputs, paths: PATHS, parts: ['image', 'data'] }, context);

async function imagesFor(
  { registry, username, password }: ImageInputs,
  loaded: { readonly config: ConfigParts<'image'>; readonly root: string },
  context: ActionContext,
): Promise<Images> {
  if (registry === undefined) return (await connect(loaded, context, import.meta.url)).images;
  const login = {
    registry,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: password.unwrap() }),
  };
  return registryImages(login, { ...context, root: loaded.root });
}
