/** One check: what was looked at, what was found, and what to do when it is not right. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** Only when not ok. */
  readonly fix?: string;
}

export const good = (check: string, found: string): Finding => ({ check, ok: true, found });

export const bad = (check: string, found: string, fix: string): Finding => ({ check, ok: false, found, fix });
