/** Why docker could not push, as far as its words tell. */
export type PushRefusal = 'transient' | 'immutable' | 'denied' | 'other';

const IMMUTABLE = /tag invalid|immutable/i;
const DENIED =
  /\b(?:denied|unauthorized|401|403)\b|no basic auth|not authorized|name unknown|repository .*does not exist|\b404 not found\b/i;
const TRANSIENT =
  /\b(?:429|50[0234])\b|toomanyrequests|too many requests|throttl|rate exceeded|retry-after|connection (?:reset|refused)|broken pipe|i\/o timeout|tls handshake timeout|deadline exceeded|unexpected eof|\bEOF\b|no such host|server misbehaving/i;

/** Refusals of rights and of immutable tags come first: no wait changes them. */
export function pushRefusal(output: string): PushRefusal {
  if (IMMUTABLE.test(output)) return 'immutable';
  if (DENIED.test(output)) return 'denied';
  return TRANSIENT.test(output) ? 'transient' : 'other';
}
