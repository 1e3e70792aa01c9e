/**
 * An image reference in its full form, as container runtimes understand it: `busybox` is
 * `docker.io/library/busybox:latest`.
 */
export function fullImageReference(image: string): string {
  const [, name, suffix] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(image) ?? [
    '',
    image,
    '',
  ];
  const [first, ...rest] = name.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = rest.length === 0 ? `library/${name}` : name;
  return `${hasHost ? name : `docker.io/${path}`}${suffix || ':latest'}`;
}

/** Whether a reference is the one that a key of an image mapping means; `name:*` means every tag and digest. */
export function imageMatches(key: string, image: string): boolean {
  if (!key.endsWith(':*')) {
    return fullImageReference(key) === fullImageReference(image);
  }
  const withoutTag = (reference: string) =>
    fullImageReference(reference).replace(/(:[^/:@]*)?(@.*)?$/, '');
  return withoutTag(key) === withoutTag(image);
}
