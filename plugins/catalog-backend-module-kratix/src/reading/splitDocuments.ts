/** One document of a YAML file. */
export interface YamlDocument {
  text: string;
  /** Line of the file on which it begins, from 1. */
  line: number;
}

/**
 * Splits a YAML file into its documents, so that an error in one leaves the others readable and each
 * has a line. A line that begins with `---` is a document marker wherever it stands in YAML.
 */
export function splitDocuments(content: string): YamlDocument[] {
  if (!/^---(?:\s|$)/m.test(content)) {
    return [{ text: content, line: 1 }];
  }
  const documents: YamlDocument[] = [];
  let lines: string[] = [];
  let start = 1;
  // Directives (%YAML) and comments before a marker belong to the document that follows it.
  let isPrelude = true;
  content.split(/\r?\n/).forEach((line, index) => {
    if (/^---(?:\s|$)/.test(line) && !isPrelude) {
      documents.push({ text: lines.join('\n'), line: start });
      lines = [];
      start = index + 1;
      isPrelude = true;
    }
    isPrelude = isPrelude && (/^[%#]/.test(line) || line.trim() === '');
    lines.push(line);
  });
  documents.push({ text: lines.join('\n'), line: start });
  return documents;
}
