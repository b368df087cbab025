import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { AwsError } from '../contracts.ts';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
// Keys are taken to the letter: neither numbers nor trimmed, whatever entities they are written with.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'Object' || name === 'Part',
});

/** One document from plain data: arrays repeat their element, members named `@x` are attributes, undefined is left out. */
export function toXml(root: string, content: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: content })}`;
}

/** The content of the root element, every value a string. Throws AwsError MalformedXML. */
export function fromXml(root: string, text: string): Record<string, unknown> {
  try {
    const document = parser.parse(text, true) as Record<string, unknown>;
    const content = document[root];
    if (typeof content !== 'object' || content === null) throw new Error(`no <${root}> in it`);
    return content as Record<string, unknown>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AwsError('MalformedXML', `The XML you provided was not well-formed or did not validate: ${why}`, 400);
  }
}
