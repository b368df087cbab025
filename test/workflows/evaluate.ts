import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What an expression can look at, as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

const EXPRESSION = /\$\{\{(.*?)\}\}/gs;

/** Evaluates the value of a key as GitHub does: a single expression gives its own type, expressions within text give text. */
export function evaluate(value: string, contexts: Contexts): unknown {
  const [only, ...others] = value.matchAll(EXPRESSION);
  if (only !== undefined && others.length === 0 && only[0] === value.trim())
    return fromData(resultOf(only[1] ?? '', contexts));
  return value.replace(EXPRESSION, (_, expression: string) => resultOf(expression, contexts).coerceString());
}

function resultOf(expression: string, contexts: Contexts): data.ExpressionData {
  const { tokens } = new Lexer(expression.trim()).lex();
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  return new Evaluator(tree, toData(contexts) as data.Dictionary).evaluate();
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
  if (result instanceof data.Array) return result.values().map(fromData);
  return result.coerceString();
}
