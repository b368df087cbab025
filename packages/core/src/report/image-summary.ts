import { imageDigest } from '../domain/job-spec.ts';
import type { BuiltImage } from '../stages/ports.ts';
import { digestCode, facts } from './facts.ts';
import { code, escapeMarkdown } from './markdown.ts';

/** An image as Markdown: whether it was built or found, where it is, and what the registry says of it. */
export function imageSummary(model: string, image: BuiltImage): string {
  const sentence = image.unchanged
    ? `Unchanged: the image of ${code(model)} is there already`
    : `Built the image of ${code(model)}`;
  return `## ✅ ${sentence}\n\n${facts([...whereabouts(image), ...registryFacts(image)])}\n`;
}

const whereabouts = ({ reference, summary }: BuiltImage) =>
  [
    ['Image', code(imageDigest(reference))],
    ['Reference', code(reference)],
    ['Content', escapeMarkdown(summary)],
  ] as const;

function registryFacts({ container }: BuiltImage): readonly (readonly [string, string])[] {
  if (container === undefined) return [];
  const { tag, contentKey, mediaType, pushAttempts } = container;
  const pushed =
    pushAttempts === 0 ? 'nothing: no layer was built or sent' : `${pushAttempts} ${attempts(pushAttempts)}`;
  return [
    ['Tag', code(tag)],
    ['Content key', digestCode(contentKey)],
    ['Media type', code(mediaType)],
    ['Pushed', pushed],
  ];
}

const attempts = (count: number): string => (count === 1 ? 'time' : 'times, because the registry refused for a while');
