import { formatDuration } from '../config/duration.ts';
import { explainConfig } from '../config/explain.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { MlopsConfig } from '../config/types.ts';
import { ruleOf } from '../domain/gates/rule-text.ts';
import { facts } from './facts.ts';
import { code, fenced, folded } from './markdown.ts';

/**
 * What is run, as far as it is known before the image is built (the name of the training job follows from the image), and the
 * configuration as it is understood. Open where it is `proposed` in a pull request, folded where it is being run anyway.
 */
export function planSummary(loaded: LoadedConfig, proposed: boolean): string {
  const plan = facts(planned(loaded.config));
  const understood = folded('mlops.yml as it is understood', fenced(explainConfig(loaded), 'yaml'));
  return proposed
    ? `### What a merge would run\n\n${plan}\n\n${understood}\n`
    : `${folded('What this runs', plan)}\n\n${understood}\n`;
}

function planned(config: MlopsConfig): readonly (readonly [string, string])[] {
  const { image, train, validate, register, serve, environment } = config;
  const hyperparameters = Object.entries(train.hyperparameters).map(([name, value]) =>
    code(`${name} = ${JSON.stringify(value)}`),
  );
  return [
    ['Where', `${code(environment.name)}, destination ${code(environment.destination)}`],
    ['Image', `of ${[image.context, image.dockerfile, image.requirements].flatMap(shown).join(', ')}`],
    [
      'Training',
      `${code(train.script)} on ${train.instanceTypes.map(code).join(' or ')}, at most ${formatDuration(train.maxRuntimeSeconds)}`,
    ],
    ['Hyperparameters', hyperparameters.length === 0 ? 'none' : hyperparameters.join(', ')],
    ['Gates', validate.gates.map((gate) => `${code(gate.id)} ${code(gate.metric)} ${ruleOf(gate)}`).join('; ')],
    ['Approval', code(register.approval)],
    ['Endpoint', `${code(serve.endpoint)} on ${serve.instanceCount} × ${code(serve.instanceType)}`],
  ];
}

const shown = (path: string | undefined): readonly string[] => (path === undefined ? [] : [code(path)]);
