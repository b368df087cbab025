import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What an expression can look at, as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

/**
 * Evaluates the value of a key as GitHub does: text with at most one `${{ … }}`, which gives its own type when nothing stands
 * around it.
 */
export function evaluate(value: string, contexts: Contexts): unknown {
  const [whole, expression] = /\$\{\{(.*?)\}\}/s.exec(value) ?? [];
  if (whole === undefined || expression === undefined) return value;
  const { tokens } = new Lexer(expression.trim()).lex();
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  const result = new Evaluator(tree, toData(contexts) as data.Dictionary).evaluate();
  return value.trim() === whole ? fromData(result) : value.replace(whole, result.coerceString());
}

function toData(value: unknown): data.ExpressionData {
  if (value === undefined || value === null) return new data.Null();
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'object')
    return new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: toData(entry) })));
  return new data.StringData(String(value));
}

function fromData(result: data.ExpressionData): unknown {
  if (result instanceof data.BooleanData) return result.value;
  if (result instanceof data.NumberData) return result.value;
  return result.coerceString();
}
