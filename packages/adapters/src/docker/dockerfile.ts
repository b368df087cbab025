/** One `FROM … AS …` of a Dockerfile, its variables put in. */
export interface Stage {
  readonly base: string;
  readonly name?: string;
}

/** An instruction with its continuation lines joined; comments are gone. */
export interface Instruction {
  /** 1-based line of its first word. */
  readonly line: number;
  /** In capitals. */
  readonly keyword: string;
  readonly rest: string;
}

export function instructionsOf(dockerfile: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open: { line: number; text: string } | undefined;
  for (const [index, written] of dockerfile.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(written)) continue;
    const started: { line: number; text: string } = open ?? { line: index + 1, text: '' };
    const more = /\\\s*$/.test(written);
    started.text += ` ${written.replace(/\\\s*$/, '').trim()}`;
    open = more ? started : undefined;
    if (!more) found.push(instruction(started.line, started.text.trim()));
  }
  return found;
}

function instruction(line: number, text: string): Instruction {
  const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  return { line, keyword: keyword.toUpperCase(), rest };
}

/** The images that the Dockerfile starts from, each once; stages of its own and `scratch` are none. */
export function baseImages(dockerfile: string, buildArgs: Readonly<Record<string, string>>): readonly string[] {
  const instructions = instructionsOf(dockerfile);
  const variables = new Map<string, string>();
  const stages: Stage[] = [];
  for (const { keyword, rest } of instructions) {
    if (keyword === 'ARG' && stages.length === 0) declare(variables, rest, buildArgs);
    if (keyword === 'FROM') stages.push(stageOf(filledIn(rest, variables)));
  }
  const names = stages.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const copied = instructions.flatMap(({ keyword, rest }) =>
    keyword === 'COPY' ? (/(?:^|\s)--from=(\S+)/.exec(rest)?.slice(1) ?? []) : [],
  );
  const images = [...stages.map(({ base }) => base), ...copied.map((from) => filledIn(from, variables))];
  const foreign = images.filter((image) => image !== 'scratch' && !names.includes(image) && !/^\d+$/.test(image));
  return [...new Set(foreign)];
}

function declare(variables: Map<string, string>, rest: string, buildArgs: Readonly<Record<string, string>>): void {
  const [, name = '', value = ''] = /^(\w+)(?:=["']?(.*?)["']?)?$/.exec(rest.trim()) ?? [];
  variables.set(name, buildArgs[name] ?? value);
}

const filledIn = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (_all, braced?: string, fallback?: string, bare?: string) => variables.get(braced ?? bare ?? '') || fallback || '',
  );

function stageOf(rest: string): Stage {
  const [base = '', , name] = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
  return { base, ...(name === undefined ? {} : { name }) };
}
