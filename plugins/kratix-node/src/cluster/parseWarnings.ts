const WARNING = /299 \S+ "((?:[^"\\]|\\.)*)"/g;

/**
 * The texts of `Warning` headers as Kubernetes sends them (code 299, RFC 7234), at most 20.
 */
export function parseWarnings(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : header ?? '';
  return [...text.matchAll(WARNING)]
    .slice(0, 20)
    .map(([, quoted]) => quoted.replace(/\\(.)/g, '$1'));
}
