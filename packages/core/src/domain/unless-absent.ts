/** A missing file is an answer, undefined; every other failure (no permission, a folder in its place) stays an error. */
export async function unlessAbsent<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
