/** Sets variables of this process until it goes out of scope; undefined takes one away. */
export function environment(variables: Readonly<Record<string, string | undefined>>): Disposable {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  apply(variables);
  return { [Symbol.dispose]: () => apply(before) };
}

function apply(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
