/** Sentences for texts that cannot be a path of the repository. Leaving it by `..` is judged where its root is known. */
export function pathSlip(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1];
  if (scheme !== undefined)
    return `"${value}" is an address, and what a run uses is known by its content; ${copying(value, scheme)} in a step before, and write the path of the copy.`;
  if (value.endsWith('.dvc'))
    return `"${value}" is a DVC pointer; .dvc is not implemented in this version, run "dvc pull" and name the data file itself.`;
  if (value.includes('${{') || /^\$/.test(value)) return `"${value}" is an expression; mlops.yml has no variables.`;
  if (value.startsWith('~'))
    return `"${value}" starts in a home folder; paths are relative to the folder of mlops.yml.`;
  if (/^[a-zA-Z]:[\\/]/.test(value) || value.startsWith('/'))
    return `"${value}" is absolute; it would exist on one machine only. Write it relative to the folder of mlops.yml.`;
  if (value.includes('\\')) return `"${value}" has backslashes; write "${value.replaceAll('\\', '/')}".`;
  return hasControlCharacter(value) || value.trim() !== value
    ? `${JSON.stringify(value)} has white space around it or characters that no file name should have.`
    : undefined;
}

function copying(address: string, scheme: string): string {
  if (scheme.toLowerCase() !== 's3') return 'copy it';
  return `copy it with "aws s3 ${address.endsWith('/') ? 'sync' : 'cp'} ${address} <path>"`;
}

const hasControlCharacter = (value: string) => [...value].some((character) => (character.codePointAt(0) ?? 0) < 32);
