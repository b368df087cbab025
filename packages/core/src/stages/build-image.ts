import type { MlopsConfig } from '../config/types.ts';
import type { BuiltImage, ContainerOptions, Ports } from './ports.ts';

export interface BuildOptions {
  readonly container?: ContainerOptions;
  /** Paths relative to mlops.yml that stay out beside the declared data. */
  readonly exclude?: readonly string[];
  /** Path in the image → file that takes its place there, relative to mlops.yml; for process images only. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** Builds or finds the image of the code. The declared data stays out: an image must not change because the data did. */
export async function buildImage(
  config: Pick<MlopsConfig, 'model' | 'image'> & Partial<Pick<MlopsConfig, 'data'>>,
  ports: Pick<Ports, 'images' | 'progress'>,
  options: BuildOptions = {},
): Promise<BuiltImage> {
  ports.progress({ type: 'started', step: 'image', text: `building the image of ${config.model}` });
  const declared = config.data === undefined ? [] : declaredFiles(config.data);
  const image = await ports.images.build({
    model: config.model,
    context: config.image.context,
    exclude: [...declared, ...(options.exclude ?? [])],
    ...(config.image.requirements === undefined ? {} : { requirements: config.image.requirements }),
    ...(config.image.dockerfile === undefined ? {} : { dockerfile: config.image.dockerfile }),
    ...(options.replace === undefined ? {} : { replace: options.replace }),
    ...(options.container === undefined ? {} : { container: options.container }),
  });
  if (image.unchanged)
    ports.progress({
      type: 'unchanged',
      step: 'image',
      name: image.reference,
      digest: image.reference.split('@sha256:')[1] ?? '',
    });
  ports.progress({ type: 'finished', step: 'image', text: `${image.reference} (${image.summary})` });
  return image;
}

const declaredFiles = (data: MlopsConfig['data']): readonly string[] =>
  data.kind === 'table' ? [data.table, data.splitLock] : [...Object.values(data.channels), data.heldOut];
