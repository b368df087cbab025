/** What a session token says. It is not signed: the access-key id is what a caller has to know. */
export interface SessionToken {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Epoch milliseconds. */
  readonly expiresMs: number;
}

const mark = 'sagemaker-local|';

/** `sagemaker-local|<expiry>|<session>|<role>` in base64. */
export function writeSessionToken({ roleArn, sessionName, expiresMs }: SessionToken): string {
  return Buffer.from(`${mark}${expiresMs}|${sessionName}|${roleArn}`).toString('base64');
}

/** Undefined for a text that no assume call of ours made. */
export function readSessionToken(text: string): SessionToken | undefined {
  const decoded = Buffer.from(text, 'base64').toString();
  const [expiresMs, sessionName, roleArn] = decoded.startsWith(mark) ? decoded.slice(mark.length).split('|') : [];
  if (sessionName === undefined || roleArn === undefined || !Number.isFinite(Number(expiresMs))) return undefined;
  return { roleArn, sessionName, expiresMs: Number(expiresMs) };
}
