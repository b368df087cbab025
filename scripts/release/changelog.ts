/** A heading of a version, and everything up to the next one. */
const SECTION = /^## .*$[\s\S]*?(?=^## |(?![\s\S]))/m;

const OUR_DEPENDENCIES = /^(?:- Updated dependencies.*| *- @mlops-actions\/[a-z-]+@\S+)\n?/gm;
const EMPTY_HEADING = /^### .*\n\s*(?=^###|(?![\s\S]))/gm;

/**
 * The changelog of the repository with a new version on top, in place of "Unreleased". `section` comes from the changelog that
 * changesets wrote for a package, which has the newest version first. Throws when that one is empty.
 */
export function withVersion(changelog: string, packageChangelog: string): string {
  const section = newestSection(packageChangelog);
  const [unreleased] = /^## Unreleased$[\s\S]*?(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  if (unreleased !== undefined) return `${changelog.replace(unreleased, () => `${section}\n\n`).trimEnd()}\n`;
  const at = changelog.search(/^## /m);
  if (at === -1) return `${changelog.trimEnd()}\n\n${section}\n`;
  return `${changelog.slice(0, at)}${section}\n\n${changelog.slice(at)}`;
}

/**
 * The newest version of a changelog, heading included, without the blank lines around it and without what changesets adds about
 * packages of ours that the package depends on: all of them have the one version.
 */
export function newestSection(changelog: string): string {
  const [section] = SECTION.exec(changelog) ?? [];
  if (section === undefined) throw new Error('The changelog has no version.');
  return section.replace(OUR_DEPENDENCIES, '').replace(EMPTY_HEADING, '').trim();
}
