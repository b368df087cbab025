import { parse } from 'yaml';
import { type Block, blocksOf, pages } from './pages.ts';

/** Every fenced block of YAML. */
export const yamlBlocks: readonly Block[] = pages
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'yaml' || language === 'yml');

export const keysOf = ({ text }: Block): readonly string[] => {
  const value: unknown = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
};

/** Whole workflows, those that leave the event to the reader with one. */
export const workflowBlocks: readonly Block[] = yamlBlocks
  .filter((block) => keysOf(block).includes('jobs'))
  .map((block) => ({ ...block, text: keysOf(block).includes('on') ? block.text : `on: push\n${block.text}` }));
