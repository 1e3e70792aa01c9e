import { RequestRef } from 'backstage-plugin-kratix-common';

/** Path of the page of a request in Backstage. */
export function requestPageOf(ref: RequestRef): string {
  return [
    '/kratix/requests',
    ref.platform,
    ref.promise,
    ref.namespace,
    ref.name,
  ]
    .map((part, index) => (index ? encodeURIComponent(part) : part))
    .join('/');
}
