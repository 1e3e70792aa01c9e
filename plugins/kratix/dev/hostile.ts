// Addresses that must not become links are what this is about.
/* eslint-disable no-script-url */
import {
  DestinationSummary,
  IngestionSource,
  PlatformSummary,
  RequestDetails,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import {
  destination,
  details,
  hold,
  platform,
  source,
  stateStore,
} from '../src/__testUtils__/samples';
import { ago } from './ago';
import { hostileRequest } from './requestFixtures';

/** HTML, colours of a terminal, a change of direction, and a word that cannot be broken. */
const HOSTILE = `<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m \u202egnp.exe\u202c \u2067evil\u2069 [link](javascript:alert(1)) ${'unbreakable'.repeat(
  20,
)}`;

const hostileLabels = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [
    `${index}.example.com/${'k'.repeat(63)}`,
    'v'.repeat(63),
  ]),
);

export const hostileDestinations: DestinationSummary[] = [
  destination({
    name: 'd'.repeat(253),
    labels: hostileLabels,
    path: `../../${HOSTILE}`,
    ready: false,
    message: HOSTILE.repeat(20),
    stateStore: { kind: 'GitStateStore', name: HOSTILE },
    placements: { total: -1, written: 1e21, failing: 1e9 },
    lastWrite: 'yesterday',
    failures: Array.from({ length: 20 }, (_, index) => ({
      placement: `${index}-${HOSTILE}`,
      promise: HOSTILE,
      message: HOSTILE.repeat(5),
      since: 'not a time',
    })),
  }),
];

export const hostileStores: StateStoreSummary[] = [
  stateStore({
    name: HOSTILE,
    ready: false,
    message: HOSTILE.repeat(20),
    git: { url: 'javascript:alert(document.cookie)', branch: HOSTILE },
    destinations: Array.from({ length: 500 }, (_, index) => `d${index}`),
    lastWrite: '',
  }),
];

export const hostilePlatforms: PlatformSummary[] = [
  platform({
    title: HOSTILE,
    synced: false,
    warnings: [HOSTILE, HOSTILE.repeat(10)],
    lastContact: 'never',
    kinds: Array.from({ length: 30 }, (_, index) => ({
      apiVersion: `${'g'.repeat(200)}.example.com/v1`,
      kind: `K${'x'.repeat(60)}${index}`,
      plural: `kinds${index}`,
      state: index % 10 ? ('synced' as const) : ('failed' as const),
      objects: Number.MAX_SAFE_INTEGER,
      error: index % 10 ? undefined : { reason: 'malformed', message: HOSTILE },
    })),
  }),
  platform({
    name: 'gone',
    title: 'Gone',
    reachable: false,
    synced: false,
    error: HOSTILE.repeat(10),
  }),
];

export const hostileSources: IngestionSource[] = [
  source({
    source: 's'.repeat(200),
    title: `javascript:alert(1) ${HOSTILE}`,
    state: 'failing',
    error: HOSTILE.repeat(20),
    revision: HOSTILE,
    lastReadAt: 'yesterday',
    counts: { ingested: 1e15, rejected: 100, held: 100, foreign: 100 },
    rejected: Array.from({ length: 30 }, (_, index) => ({
      path: `../${index}/${HOSTILE}`,
      line: -1,
      entityRef: HOSTILE,
      reason: HOSTILE,
      lastGoodVersionKept: false,
    })),
    foreign: Array.from({ length: 30 }, (_, index) => ({
      entityRef: `no:reference/at all:${index}`,
      path: HOSTILE,
      owner: HOSTILE,
      isKratixSource: index % 2 === 0,
    })),
    held: hold({
      entityRefs: Array.from(
        { length: 100 },
        (_, index) => `${index}${HOSTILE}`,
      ),
      revision: HOSTILE,
      reason: HOSTILE,
      since: 'soon',
    }),
  }),
];

export const hostileRequests: RequestDetails[] = Array.from(
  { length: 5 },
  (_, index) => {
    const usual = details(hostileRequest);
    return {
      ...usual,
      ref: { ...usual.ref, name: `r${index}${'-x'.repeat(120)}` },
      createdAt: index % 2 ? 'yesterday' : ago(-86_400),
    };
  },
);
