import { type Instruction, instructionsOf } from './dockerfile.ts';

const WHOLE_TREE = /^(?:--\S+\s+)*\.\/?\s+\S+$/;
const SECRET_NAME = /(?:password|passwd|secret|token|api_?key|private_?key)/i;

/** What makes builds slow or secrets public, as `<line>: <sentence>`; never a reason to fail. */
export function dockerfileAdvice(dockerfile: string): readonly string[] {
  const instructions = instructionsOf(dockerfile);
  const said = instructions.flatMap((instruction, index) => adviceOn(instruction, instructions.slice(0, index)));
  return said.map(({ line, text }) => `${line}: ${text}`);
}

function adviceOn({ line, keyword, rest }: Instruction, before: readonly Instruction[]) {
  const advice = (text: string) => [{ line, text }];
  const installs = keyword === 'RUN' && /\bpip3?\b.*\binstall\b/.test(rest.replace(/[",]+/g, ' '));
  const stage = before.slice(before.findLastIndex((earlier) => earlier.keyword === 'FROM') + 1);
  const wholeTree = stage.some((earlier) => earlier.keyword === 'COPY' && WHOLE_TREE.test(earlier.rest));
  if (installs && wholeTree)
    return advice(
      'The whole repository is copied before this install, so every change of code installs everything anew.',
    );
  if (
    installs &&
    !/no-cache-dir|--mount=type=cache/.test(rest) &&
    !before.some(({ rest: text }) => /PIP_NO_CACHE_DIR/.test(text))
  )
    return advice('pip keeps its downloads in the image; --no-cache-dir makes it smaller.');
  if ((keyword === 'ARG' || keyword === 'ENV') && SECRET_NAME.test(rest.split(/[\s=]/)[0] ?? ''))
    return advice('Whoever may pull the image can read this value; a secret does not belong into ARG or ENV.');
  return [];
}
