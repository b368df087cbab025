import type { InputPaths } from '@mlops-actions/core';
import { z } from 'zod';

const text = () => z.string().optional();

/**
 * What every separate action takes beside its own inputs: the file to read, or in its place the model and where to run.
 * Texts as the runner hands them over; `readParts` reads them.
 */
export const placeInputs = {
  config: text(),
  'working-directory': z.string().default('.'),
  environment: text(),
  model: text(),
  destination: text(),
  region: text(),
  'assume-role': text(),
  'execution-role': text(),
  bucket: text(),
  'kms-key': text(),
  subnets: text(),
  'security-groups': text(),
  tags: text(),
};

/** The keys of mlops.yml that {@link placeInputs} stand for. */
export const PLACE_PATHS = {
  model: 'model',
  destination: 'environments.*.destination',
  region: 'environments.*.region',
  'assume-role': 'environments.*.assume-role',
  'execution-role': 'environments.*.execution-role',
  bucket: 'environments.*.bucket',
  'kms-key': 'environments.*.kms-key',
  subnets: 'environments.*.network.subnets',
  'security-groups': 'environments.*.network.security-groups',
  tags: 'environments.*.tags',
} as const satisfies InputPaths;
