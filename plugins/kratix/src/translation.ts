import {
  createTranslationRef,
  TranslationFunction,
} from '@backstage/frontend-plugin-api';

/**
 * Every text of the plugin's pages.
 *
 * @public
 */
export const kratixTranslationRef = createTranslationRef({
  id: 'kratix',
  messages: {
    state: {
      Deleting: 'Deleting',
      Paused: 'Paused',
      Suspended: 'Suspended',
      WaitingForPromise: 'Waiting for Promise',
      Failed: 'Failed',
      Running: 'Running',
      Pending: 'Pending',
      Misplaced: 'Misplaced',
      Failing: 'Failing',
      Scheduling: 'Scheduling',
      Writing: 'Writing',
      Ready: 'Ready',
    },
    promiseState: {
      Available: 'Available',
      Unavailable: 'Unavailable',
      Paused: 'Paused',
      Deleting: 'Deleting',
      Unknown: 'Unknown',
    },
    phase: {
      Pending: 'Pending',
      Running: 'Running',
      Succeeded: 'Succeeded',
      Failed: 'Failed',
      Suspended: 'Suspended',
    },
    health: {
      unknown: 'health unknown',
      ready: 'ready',
      unhealthy: 'unhealthy',
      healthy: 'healthy',
      degraded: 'degraded',
    },
    common: {
      retry: 'Try again',
      loading: 'Loading',
      none: 'None',
      platform: 'Platform',
      promise: 'Promise',
      namespace: 'Namespace',
      owner: 'Owner',
      age: 'Age',
    },
    error: {
      forbidden: 'You are not allowed to see this',
      unauthenticated: 'You are not signed in any more',
      missing: 'Not found',
      unreachable: 'The Kratix backend gives no answer',
      failed: 'The Kratix backend reports an error',
    },
    stale: {
      title: 'This may be out of date',
      description: 'As of {{time}}. It is being tried again. {{reason}}',
    },
    platforms: {
      none: 'No platform is configured. Name one under kratix.platforms in the app configuration.',
      unreachable: '{{platform}} is out of reach',
      unreachableSince: 'What is shown is as of {{time}}. {{error}}',
      unreachableNever: 'It has not been reached yet. {{error}}',
      syncing: '{{platform}} is still being read: lists may be incomplete.',
      kindFailed: '{{platform}}: {{kind}} cannot be read',
    },
    promises: {
      search: 'Search Promises',
      request: 'Request',
      requestLabel: 'Request {{title}}',
      noApi: 'Brings dependencies only: nothing to request',
      version: 'Version {{version}}',
      empty: 'No Promise is installed yet.',
      emptyHint:
        'A platform engineer installs one with kubectl apply -f promise.yaml.',
      noMatch: 'No Promise matches “{{text}}”.',
      count_one: '{{count}} Promise',
      count_other: '{{count}} Promises',
      noRequests: 'No requests',
      requests_one: '{{count}} request: {{states}}',
      requests_other: '{{count}} requests: {{states}}',
    },
    requests: {
      search: 'Search requests',
      table: 'Requests',
      name: 'Name',
      state: 'State',
      message: 'Message',
      allPlatforms: 'All platforms',
      allPromises: 'All Promises',
      allStates: 'All states',
      allOwners: 'All owners',
      empty: 'Nothing has been requested yet.',
      emptyHint: 'Pick a Promise and press Request.',
      noMatch: 'No request matches these filters.',
      clear: 'Clear filters',
      toPromises: 'See the Promises',
    },
    request: {
      title: '{{kind}} {{name}}',
      all: 'All requests',
      change: 'Change',
      delete: 'Delete',
      deleteLabel: 'Delete {{name}}',
      nextStep: 'Next step: {{step}}',
      retryAt: 'Kratix tries again {{time}}.',
      health: 'Health: {{health}}',
      managedBy:
        'It is managed by {{manager}}: change or delete it there, not here.',
      pipelines: 'Pipelines',
      noPipelines: 'No Pipeline has been started yet.',
      attempts_one: '{{count}} attempt',
      attempts_other: '{{count}} attempts',
      retries: 'again {{time}}',
      placements: 'Files and where they are',
      noPlacements: 'No files have been scheduled to a Destination yet.',
      written: 'Written',
      notWritten: 'Not written yet',
      writeFailed: 'Write fails',
      commit: 'commit {{commit}}',
      fromPipeline: 'from Pipeline {{pipeline}}',
      moreFiles_one: 'and {{count}} more file',
      moreFiles_other: 'and {{count}} more files',
      noFiles: 'No files',
      status: 'What it reports',
      noStatus: 'It has reported nothing yet.',
      details: 'Request',
      entities: 'In the catalog',
      manifest: 'Manifest',
      manifestHint: 'As the platform has it, in YAML',
      tooLarge: 'Cut off: the manifest is larger than {{limit}} characters.',
      created: 'Created',
      kind: 'API',
      goneTitle: '{{name}} has been deleted',
      gone: 'The request does not exist any more. What it brought is removed, and its entities leave the catalog.',
      missing: 'There is no request {{ref}}.',
      missingHint:
        'It may have been deleted, or the address is not right, or you may not see it.',
    },
    deletion: {
      title: 'Delete {{kind}} {{name}}?',
      what: 'This deletes the request {{ref}}. The platform then removes what the request brought, its files in the state stores included, and entities that come from those files leave the catalog. It cannot be undone.',
      confirm: 'Type {{name}} to confirm',
      button: 'Delete request',
      cancel: 'Keep it',
      failed: 'It was not deleted',
    },
    entity: {
      missing: 'This entity does not say which request it comes from',
      missingHint:
        'These annotations are missing: {{annotations}}. They are written by the Promise; a platform engineer can add them there.',
      whichPlatform:
        'The annotation {{annotation}} is missing, and it is not the only platform that is configured.',
      whichPlatformHint: 'Configured are: {{platforms}}.',
      unknownPlatform: 'The platform {{platform}} is not configured',
      unknownPlatformHint:
        'The annotation {{annotation}} names it; configured are: {{platforms}}.',
      requestMissing: 'The request of this entity does not exist',
      requestMissingHint:
        '{{ref}} was not found. It may have been deleted a moment ago, or the annotations of the entity are not right, or you may not see it.',
    },
    unique: {
      checking: 'Checking whether it is free …',
      free: 'Free',
      takenBy:
        '“{{value}}” is taken by the request {{name}} in the namespace {{namespace}}. Choose another one.',
      taken: '“{{value}}” is taken by another request. Choose another one.',
      unchecked:
        'Whether it is free could not be checked now; it is checked again when you press Create.',
      misconfigured:
        'The Template does not say what to check: ui:options needs platform, promise and uniqueField.',
    },
  },
});

/** Looks up a text. */
export type KratixTexts = TranslationFunction<
  (typeof kratixTranslationRef)['T']
>;
