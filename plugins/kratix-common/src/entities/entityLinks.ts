import { EntityLink } from '@backstage/catalog-model';
import { KratixRequest, RequestRef } from '../request';
import { isStateField } from './columnTexts';
import { isSecretName, isSecretValue } from './secrets';
import { cleanText } from './text';

const MOST_LINKS = 10;
const LONGEST_URL = 2000;

/** The address, if it is one for a browser and gives nothing away. */
function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_URL) {
    return undefined;
  }
  const text = value.trim();
  if (!/^https?:\/\/[^\s\p{C}]+$/iu.test(text) || isSecretValue(text)) {
    return undefined;
  }
  try {
    const { username, password, searchParams } = new URL(text);
    return username || password || [...searchParams.keys()].some(isSecretName)
      ? undefined
      : text;
  } catch {
    return undefined;
  }
}

function withTitle(url: string, title: unknown): EntityLink {
  const text = typeof title === 'string' ? cleanText(title, 100) : '';
  return text ? { url, title: text } : { url };
}

/** Links that a pipeline put into the status: `links` with url and title, and fields that are one. */
export function statusLinks(status: KratixRequest['status']): EntityLink[] {
  const links: EntityLink[] = [];
  for (const [key, value] of Object.entries(status).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (key === 'links' && Array.isArray(value)) {
      for (const item of value.slice(0, MOST_LINKS)) {
        const { url, title } = { url: undefined, title: undefined, ...item };
        const address = webAddress(url);
        if (address) {
          links.push(withTitle(address, title));
        }
      }
    } else if (!isStateField(key) && !isSecretName(key)) {
      const address = webAddress(value);
      if (address) {
        links.push(withTitle(address, key));
      }
    }
  }
  return links.slice(0, MOST_LINKS);
}

/** An address within the app. */
export function appLink(
  appUrl: string | undefined,
  segments: string[],
  title: string,
): EntityLink[] {
  const base = webAddress(appUrl)?.replace(/\/+$/, '');
  return base
    ? [{ url: [base, ...segments.map(encodeURIComponent)].join('/'), title }]
    : [];
}

/** The page of a request in the app. */
export function requestLink(
  appUrl: string | undefined,
  { platform, promise, namespace, name }: RequestRef,
): EntityLink[] {
  return appLink(
    appUrl,
    ['kratix', 'requests', platform, promise, namespace, name],
    'Request on the platform',
  );
}
