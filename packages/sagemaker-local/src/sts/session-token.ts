/** What a session token says. It is not signed: the access-key id is what a caller has to know. */
export interface SessionToken {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Epoch milliseconds. */
  readonly expiresMs: number;
}

export function writeSessionToken(session: SessionToken): string {
  return Buffer.from(JSON.stringify(session)).toString('base64');
}

/** Undefined for a text that no assume call of ours made. */
export function readSessionToken(text: string): SessionToken | undefined {
  const decoded = Buffer.from(text, 'base64').toString();
  if (!decoded.startsWith('{"roleArn":') || !decoded.endsWith('}')) return undefined;
  return JSON.parse(decoded) as SessionToken;
}
