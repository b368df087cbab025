/** Prints what CHANGELOG.md says about its newest version, for the page of the release. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { newestSection } from './changelog.ts';

const [, ...lines] = newestSection(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).split('\n');
console.log(lines.join('\n').trim());
