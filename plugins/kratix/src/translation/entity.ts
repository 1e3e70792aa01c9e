/** Texts on the pages of entities. */
export const entityMessages = {
  entity: {
    card: 'Promise status',
    missing: 'This entity does not say which Promise or request it belongs to',
    missingHint:
      'These annotations are missing: {{annotations}}. They are written by the Promise; a platform engineer can add them there.',
    whichPlatform:
      'The annotation {{annotation}} is missing, and it is not the only platform that is configured.',
    whichPlatformHint: 'Configured are: {{platforms}}.',
    unknownPlatform: 'The platform {{platform}} is not configured',
    unknownPlatformHint:
      'The annotation {{annotation}} names it; configured are: {{platforms}}.',
    unknownApi: 'No Promise is known that offers {{kind}} of {{group}}',
    unknownApiHint:
      'It may have been deleted, or you may not see it. The annotation {{annotation}} would name it.',
    open: 'See its Promise status',
    requestMissing: 'The request of this entity does not exist',
    requestMissingHint:
      '{{ref}} was not found. It may have been deleted a moment ago, or the annotations of the entity are not right, or you may not see it.',
  },
  team: {
    requests: 'Requests of the team',
    noRequests: 'The team has requested nothing yet.',
    allRequests_one: 'See all of its requests ({{count, number}})',
    allRequests_other: 'See all of its requests ({{count, number}})',
    definition: 'The team as it is written',
    parent: 'Parent',
    members: 'Members',
    children: 'Teams below it',
  },
} as const;
