import { GitRepository } from './GitRepository';
import { groupYaml } from './groups';

/** A document of a file. */
export type ModelDocument =
  | { type: 'group'; name: string; title: string }
  /** Broken, and nobody can say what it was. */
  | { type: 'broken' }
  | { type: 'manifest' };

/** Files by path; null removes one. */
export type ModelCommit = Record<string, ModelDocument[] | null>;

function toText(document: ModelDocument): string {
  switch (document.type) {
    case 'group':
      return groupYaml(document.name, document.title);
    case 'broken':
      return 'kind: [\n';
    default:
      return 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n';
  }
}

/**
 * A Git repository and what it says, told without any of the code under test: which Groups its files
 * define now, and which they have defined all along.
 */
export class StoreModel {
  /** Names that were defined at every commit since {@link StoreModel.begin}. */
  always = new Set<string>();
  #files = new Map<string, ModelDocument[]>();

  constructor(readonly repository: GitRepository) {}

  begin(): void {
    this.always = new Set(this.titles().keys());
  }

  /** The titles that the files give to each Group. */
  titles(): Map<string, Set<string>> {
    const titles = new Map<string, Set<string>>();
    for (const documents of this.#files.values()) {
      // A file that names a Group twice means the first.
      const seen = new Set<string>();
      for (const document of documents) {
        if (document.type === 'group' && !seen.has(document.name)) {
          seen.add(document.name);
          const ref = `group:default/${document.name}`;
          titles.set(ref, (titles.get(ref) ?? new Set()).add(document.title));
        }
      }
    }
    return titles;
  }

  isBroken(path: string): boolean {
    return Boolean(
      this.#files.get(path)?.some(({ type }) => type === 'broken'),
    );
  }

  async commit(changes: ModelCommit): Promise<void> {
    for (const [path, documents] of Object.entries(changes)) {
      if (documents) {
        this.#files.set(path, documents);
      } else {
        this.#files.delete(path);
      }
    }
    await this.#write(false);
  }

  /** Removes all files. */
  async clear(): Promise<void> {
    this.#files.clear();
    await this.#write(false);
  }

  /** Replaces the history, and with `replaced` the repository; the files stay. */
  async rewrite(replaced: boolean): Promise<void> {
    if (replaced) {
      await this.repository.replace();
    }
    await this.#write(true);
  }

  /** Writes all files: one commit says the whole. */
  async #write(orphan: boolean): Promise<void> {
    const files: [string, string][] = [...this.#files].map(
      ([path, documents]) => [
        `catalog/${path}`,
        documents.map(toText).join('---\n'),
      ],
    );
    // A commit without files would leave no folder to tell from a wrong path.
    files.push(['catalog/README.md', 'x']);
    await this.repository.commit(files, { orphan, isWhole: true });
    const now = this.titles();
    this.always.forEach(ref => now.has(ref) || this.always.delete(ref));
  }
}
