/** Texts of the page that tells what was not ingested. */
export const ingestionMessages = {
  ingestionState: {
    waiting: 'Waiting',
    current: 'Up to date',
    held: 'Removals held',
    failing: 'Failing',
    unusable: 'Not usable',
  },
  ingestion: {
    intro:
      'What state stores and platforms define, and what of it is in the catalog.',
    empty: 'No source is configured.',
    emptyHint:
      'Name one under catalog.providers.kratix in the app configuration.',
    noModule: 'The catalog does not read from Kratix.',
    noModuleHint:
      'Its module backstage-plugin-catalog-backend-module-kratix is not installed in the backend.',
    readFailed: 'It cannot be read: what was read before stays',
    unusable: 'Its settings cannot be used',
    waitsFor: 'It has not been read yet',
    lastRead: 'Last read',
    neverRead: 'Never',
    revision: 'Version',
    advanced: 'Last change',
    did: 'Last read did',
    didWhat:
      'Documents looked at: {{files}}. Entities given: {{added}}, taken back: {{removed}}. Took {{duration}} ms.',
    ingested: 'Entities in the catalog',
    rejected_one: '{{count}} document is not in the catalog',
    rejected_other: '{{count}} documents are not in the catalog',
    foreign_one: '{{count}} entity belongs to another source',
    foreign_other: '{{count}} entities belong to other sources',
    lastGoodKept: 'the last good version stays in the catalog',
    notIngested: 'not in the catalog',
    ownedBySource: 'owned by the source {{owner}}, which had it first',
    ownedByProvider: 'owned by {{owner}}',
    more_one: 'Show {{count}} more',
    more_other: 'Show {{count}} more',
    heldTitle_one:
      '{{count}} removal of {{entities}} entities is held until a person looks at it',
    heldTitle_other:
      '{{count}} removals of {{entities}} entities are held until a person looks at them',
    heldSince: 'Held since {{time}}, asked for by {{revision}}.',
    notReleasable: 'Releasing them needs the permission {{permission}}.',
  },
  release: {
    open: 'Review and release',
    openLabel: 'Review and release the held removals of {{source}}',
    title_one: 'Remove {{count}} entity of {{source}}?',
    title_other: 'Remove {{count}} entities of {{source}}?',
    what: 'The source {{source}} does not define {{removals}} of its {{entities}} entities any more. Released, they leave the catalog with the next read, which begins at once; those that come back before stay.',
    list: 'Entities that will be removed',
    confirm_one: 'Remove {{count}} entity',
    confirm_other: 'Remove {{count}} entities',
    cancel: 'Keep them',
    failed: 'They were not released',
    changed: 'Other removals are held by now: close this and look again',
    done: 'The removals of {{source}} are released and follow with the next read.',
  },
} as const;
