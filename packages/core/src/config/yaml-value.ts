import { parseDocument } from 'yaml';
import { syntaxMistake } from './yaml-mistakes.ts';

/** A text as the YAML value it is, or the sentence for its mistake. Read as mlops.yml is: YAML 1.2, keys are text. */
export function yamlValue(text: string): { readonly value: unknown } | { readonly mistake: string } {
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true, prettyErrors: false });
  const [error] = document.errors;
  return error === undefined ? { value: document.toJS({ maxAliasCount: 100 }) } : { mistake: syntaxMistake(error) };
}
