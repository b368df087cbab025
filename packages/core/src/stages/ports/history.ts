/** The history of the repository; paths are relative to its root, with `/`. Throws GIT_FAILED. */
export interface History {
  /** Paths that differ between `head` and what it has in common with `base`; a renamed file is there under both names. */
  changedPaths(base: string, head: string): Promise<readonly string[]>;
  /** Those of `paths` that git calls renamed copies of others among them that are gone, by their similarity → the path before. */
  renamed(base: string, head: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Full id of the newest commit that both have. */
  commonCommit(base: string, head: string): Promise<string>;
  /** Full id of the commit that a name stands for. */
  idOf(commit: string): Promise<string>;
  /** Every file of a commit. */
  filesAt(commit: string): Promise<readonly string[]>;
  /** Text of a file of a commit, or undefined when there is none. */
  fileAt(commit: string, path: string): Promise<string | undefined>;
  /** Whether a path of a commit is a symbolic link; its text is the target's path then. */
  isLink(commit: string, path: string): Promise<boolean>;
  /** Whether one of these files is a pointer of Git LFS at a commit. */
  hasLfsPointer(commit: string, paths: readonly string[]): Promise<boolean>;
  /** Whether a path is one that a glob names. */
  matches(path: string, glob: string): boolean;
}
