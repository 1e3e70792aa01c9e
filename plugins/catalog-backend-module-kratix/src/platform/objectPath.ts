import { RequestRef } from 'backstage-plugin-kratix-common';

/** An object of a platform that entities are made of. */
export type PlatformObject =
  | { type: 'promise'; name: string }
  | ({ type: 'request' } & Omit<RequestRef, 'platform'>);

/** Names an object within its source: `promises/<name>`, `requests/<promise>/<namespace>/<name>`. */
export function toPath(object: PlatformObject): string {
  return object.type === 'promise'
    ? `promises/${object.name}`
    : `requests/${object.promise}/${object.namespace}/${object.name}`;
}

/** @returns undefined where no object has this path */
export function fromPath(path: string): PlatformObject | undefined {
  const [plural, ...names] = path.split('/');
  if (plural === 'promises' && names.length === 1) {
    return { type: 'promise', name: names[0] };
  }
  if (plural === 'requests' && names.length === 3) {
    const [promise, namespace, name] = names;
    return { type: 'request', promise, namespace, name };
  }
  return undefined;
}
