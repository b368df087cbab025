/** A model of the repository and what it is made of. Every path is relative to the root of the repository, with `/`. */
export interface ModelPlace {
  readonly model: string;
  /** Its mlops.yml. */
  readonly config: string;
  /** The same file and what it extends. */
  readonly files: readonly string[];
  /** Folder of its mlops.yml; the empty text for the root. */
  readonly folder: string;
  /** Files and folders that it names: the build context, data, schema. */
  readonly named: readonly string[];
  /** Files and folders that hold rows, and URIs of objects that do. */
  readonly tables: readonly string[];
  /** Globs of more files. */
  readonly watch: readonly string[];
}
