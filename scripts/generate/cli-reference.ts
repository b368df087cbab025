import { createProgram } from '../../packages/cli/src/program.ts';

type Program = ReturnType<typeof createProgram>;

/** Every command of `mlops` with its options, from the program itself. */
export function cliReference(): string {
  const program = createProgram();
  return `# mlops

${program.description()}

In a clone of this repository the command is \`npx -y pnpm@12.21.0 --silent mlops <command>\`. Exit codes: 0 done, 1 a gate said
no, or an error, 3 invalid data and 4 drift that blocks (\`mlops data\`, with \`--drift block\`), 130 and 143 after SIGINT and SIGTERM.
With \`--json\` stdout gets exactly one document, progress goes to stderr.

${commandsOf(program, 'mlops').join('\n')}`;
}

function commandsOf(command: Program, name: string): readonly string[] {
  return command.commands.flatMap((child) => {
    const childName = `${name} ${child.name()}`;
    return child.commands.length > 0 ? commandsOf(child, childName) : [section(child, childName)];
  });
}

function section(command: Program, name: string): string {
  const rows = command.options.map(({ flags, description, argChoices, defaultValue }) => {
    const choices = argChoices === undefined ? '' : `: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}`;
    const value = defaultValue === undefined ? '' : ` (default \`${defaultValue}\`)`;
    return `| \`${flags}\` | ${description}${choices}${value} |`;
  });
  return `## ${name}\n\n${sentence(command.description())}\n\n| Option | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
