import type { Shape } from './service-model.ts';

/** What one scalar or collection breaks by itself, in the words AWS uses after "failed to satisfy constraint: ". */
export function brokenConstraints(shape: Shape, value: unknown): readonly string[] {
  if (typeof value === 'string') return [...brokenText(shape, value)];
  if (typeof value === 'number') return shape.type === 'timestamp' ? [] : brokenRange(shape, value, 'value');
  if (Array.isArray(value)) return brokenRange(shape, value.length, 'length');
  if (shape.type === 'map' && typeof value === 'object' && value !== null) {
    return brokenRange(shape, Object.keys(value).length, 'length');
  }
  return [];
}

function* brokenText(shape: Shape, value: string): Generator<string> {
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    yield `Member must satisfy enum value set: [${shape.enum.join(', ')}]`;
  }
  yield* brokenRange(shape, [...value].length, 'length');
  if (shape.pattern !== undefined && !wholeMatch(shape.pattern).test(value)) {
    yield `Member must satisfy regular expression pattern: ${shape.pattern}`;
  }
}

function brokenRange(shape: Shape, size: number, what: 'length' | 'value'): readonly string[] {
  if (shape.max !== undefined && size > shape.max)
    return [`Member must have ${what} less than or equal to ${shape.max}`];
  if (shape.min !== undefined && size < shape.min)
    return [`Member must have ${what} greater than or equal to ${shape.min}`];
  return [];
}

const compiled = new Map<string, RegExp>();

/** Service patterns are Java's and match the whole value (`matches()`), with or without anchors of their own. */
export function wholeMatch(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  // Classes by property and pairs of surrogates mean what Java means by them only under the u flag.
  const unicode = /\\p\{|\\uD8/.test(pattern);
  const expression = new RegExp(`^(?:${inJavaScript(pattern, unicode)})$`, unicode ? 'u' : '');
  compiled.set(pattern, expression);
  return expression;
}

/**
 * Java's spellings that JavaScript lacks, and a slip of SageMaker's own model: `(…)${1,128}` repeats an anchor, which
 * matches nothing more than the anchor. Under the u flag an escape of a character that needs none is an error.
 */
function inJavaScript(pattern: string, unicode: boolean): string {
  const plain = pattern
    .replaceAll('\\p{Alnum}', 'a-zA-Z0-9')
    .replaceAll('\\p{Print}', '\\x20-\\x7e')
    .replace(/^\\A/, '')
    .replace(/\\z$/, '')
    .replace(/\$\{\d+,\d+\}$/, '');
  return unicode ? plain.replace(/\\([:=@_%"'#&!,;<>~` ])/g, '$1') : plain;
}
