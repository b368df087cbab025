import type { YAMLError } from 'yaml';
import type { ScalarNode } from './tree.ts';

/** Our sentence for what the YAML parser found; its own words, made a sentence, for the rarer ones. */
export function syntaxMistake(error: YAMLError, text = ''): string {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `The key ${keyAt(text, error.pos[0])} is written twice in the same map; only one may stay.`;
    case 'TAB_AS_INDENT':
      return 'The line is indented with a tab; YAML wants spaces.';
    case 'MULTIPLE_DOCS':
      return 'The file holds several documents (---); one file describes one model.';
    case 'NON_STRING_KEY':
      return 'A key must be plain text, not a list or a map.';
    case 'TAG_RESOLVE_FAILED':
      return 'Tags such as !name have no meaning here; write the plain value.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'This value starts a map where none can be: a text with ": " in it needs quotes, and nested keys need a line of their own.';
    case 'BAD_INDENT':
    case 'MULTILINE_IMPLICIT_KEY':
      return `The indentation or a bracket does not match the lines above (${error.message}).`;
    case 'BAD_SCALAR_START':
      return `A value that starts with this character needs quotes (${error.message}).`;
    case 'MISSING_CHAR':
      return `A quote or bracket is not closed (${error.message}).`;
    case 'RESOURCE_EXHAUSTION':
      return 'The document is nested too deeply.';
    default:
      return `This is no valid YAML: ${error.message}.`;
  }
}

/** Numbers that YAML reads as another value than the one written. */
export function scalarMistake({ value, source }: ScalarNode): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (/^[-+]?0\d/.test(source))
    return `${source} is read as the number ${value} because of its leading zero; write "${source}" in quotes if it is a name or an account id.`;
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source))
    return `${source} is too large to be kept exactly as a number; write "${source}" in quotes.`;
  return undefined;
}

function keyAt(text: string, offset: number): string {
  const line = text.slice(offset, offset + 80).split(/[\r\n]/)[0] ?? '';
  return `"${/^["']?([^"':]*)/.exec(line)?.[1]?.trim() ?? ''}"`;
}
