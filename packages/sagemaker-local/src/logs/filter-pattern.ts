import { AwsError } from '../contracts.ts';

/**
 * A test of messages from CloudWatch's pattern syntax for unstructured text: all terms have to appear, one of the `?terms`,
 * none of the `-terms`; `"quoted"` terms may hold spaces. Throws AwsError InvalidParameterException for JSON, space-delimited
 * and regular-expression patterns, which are not served here.
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[]/.test(text) || text.includes('%')) {
    throw new AwsError(
      'InvalidParameterException',
      `Only patterns of terms are served by this local server, not ${text}.`,
    );
  }
  const terms = [...text.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, mark = '', quoted, bare]) => ({
    mark,
    term: quoted ?? bare ?? '',
  }));
  const marked = (wanted: string) => terms.filter(({ mark }) => mark === wanted).map(({ term }) => term);
  const [all, any, none] = [marked(''), marked('?'), marked('-')];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}
