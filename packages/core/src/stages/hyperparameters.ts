/**
 * SageMaker carries strings only: everything but plain text travels as JSON. Text that would read as JSON is quoted, so that
 * the runtime gives every value back with the type it had in mlops.yml.
 */
export function encodeHyperparameters(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeValue(value)]));
}

function encodeValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return readsAsJson(value) ? JSON.stringify(value) : value;
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
