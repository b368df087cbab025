/** Ids of long-lived and of temporary access keys have these prefixes and 16 more characters (IAM user guide, identifiers). */
const ACCESS_KEY = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/;

/** True for a text with the id of an AWS access key in it; where the id is, the secret is rarely far. */
export const holdsAccessKey = (text: string): boolean => ACCESS_KEY.test(text);
