import {
  ChildRequest,
  KratixRequest,
  parentOf,
  RelatedRequest,
  RequestFamily,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';

const MOST_PARENTS = 20;
const MOST_PARTS = 500;

const keyOf = ({ ref }: KratixRequest) =>
  `${ref.promise}/${ref.namespace}/${ref.name}`;

/** A request with its state. */
export function toRelated(
  platform: KratixPlatform,
  request: KratixRequest,
): RelatedRequest {
  const { ref, kind } = request;
  return { ref, kind, state: platform.requestState(request) };
}

/** The request that a request is a part of; undefined also where the caller may not read that. */
export function findParent(
  platform: KratixPlatform,
  request: KratixRequest,
  rights: Rights<'read'>,
): KratixRequest | undefined {
  const { labels, ref } = request;
  const address = parentOf({ labels, namespace: ref.namespace });
  const parent = address && platform.request(address);
  return parent && rights.allows('read', parent) ? parent : undefined;
}

/**
 * What a request is a part of, and its parts, by the labels of either family. What the caller may not
 * read is left out with all that hangs on it; labels that lead round in a circle end it.
 */
export function familyOf(
  platform: KratixPlatform,
  request: KratixRequest,
  rights: Rights<'read'>,
): RequestFamily {
  const seen = new Set([keyOf(request)]);
  const parents: RelatedRequest[] = [];
  let parent = findParent(platform, request, rights);
  while (parent && !seen.has(keyOf(parent)) && parents.length < MOST_PARENTS) {
    seen.add(keyOf(parent));
    parents.push(toRelated(platform, parent));
    parent = findParent(platform, parent, rights);
  }
  let listed = 0;
  let truncated = false;
  const partsOf = (whole: KratixRequest): ChildRequest[] =>
    platform
      .partsOf(whole.ref)
      .filter(part => rights.allows('read', part) && !seen.has(keyOf(part)))
      .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
      .flatMap(part => {
        if (listed >= MOST_PARTS) {
          truncated = true;
          return [];
        }
        listed += 1;
        seen.add(keyOf(part));
        const children = partsOf(part);
        return [{ ...toRelated(platform, part), children }];
      });
  const children = partsOf(request);
  return { parents, children, truncated };
}
