import type { ContainerOptions } from '@mlops-actions/core';
import type { ImageInputs } from './inputs.ts';

/** How a container is made, of what the inputs say; what they do not say has the defaults of the stages. */
export function containerOptions(inputs: ImageInputs): ContainerOptions {
  const { repository, target, platform, labels, force, 'image-tags': tags } = inputs;
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
    ...(inputs['build-args'] === undefined ? {} : { buildArgs: inputs['build-args'] }),
    ...(labels === undefined ? {} : { labels }),
    ...(tags === undefined ? {} : { tags }),
    ...(inputs.for === undefined ? {} : { for: inputs.for }),
    ...(inputs['create-repository'] === undefined ? {} : { createRepository: inputs['create-repository'] }),
    ...(force === undefined ? {} : { force }),
  };
}
