import { isMlopsError } from '../domain/errors.ts';
import type { Ports } from './ports.ts';

const TRIES = 4;
const FIRST_WAIT_MS = 500;

/**
 * Does some calls of GitHub, again when they fail in a way that passes. What fails for good is a warning after `what`, and
 * undefined. `work` looks first, so that an answer that was lost on its way has no second effect. Throws CANCELLED only.
 */
export async function tryGitHub<T>(
  what: string,
  work: () => Promise<T>,
  { clock, signal, progress }: Pick<Ports, 'clock' | 'signal' | 'progress'>,
): Promise<T | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isMlopsError(error, 'GITHUB_CALL_FAILED')) throw error;
      const { status } = error.details;
      const passing = status === undefined || status === 429 || status >= 500;
      if (!passing || attempt === TRIES) {
        progress({ type: 'warning', step: 'comment', text: `${what}: ${error.message}` });
        return undefined;
      }
      await clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1), signal);
    }
  }
}
