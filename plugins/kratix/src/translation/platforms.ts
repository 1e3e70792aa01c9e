/** Texts of the page of platforms, and of notices about them. */
export const platformMessages = {
  platforms: {
    none: 'No platform is configured. Name one under kratix.platforms in the app configuration.',
    unreachable: '{{platform}} is out of reach',
    unreachableSince: 'What is shown is as of {{time}}. {{error}}',
    unreachableNever: 'It has not been reached yet. {{error}}',
    notRead: '{{platform}} cannot be read',
    syncing: '{{platform}} is still being read: lists may be incomplete.',
    kindFailed: '{{platform}}: {{kind}} cannot be read',
  },
  platformState: {
    good: 'In order',
    syncing: 'Being read',
    partial: 'Partly read',
    unreachable: 'Out of reach',
  },
  platform: {
    lastContact: 'Last heard of',
    never: 'Never',
    objects: 'Objects known',
    identity: 'Writes are done as',
    serviceAccount: 'the service account of Backstage',
    impersonate: 'the person (impersonation)',
    oidc: 'the person (their token of {{provider}})',
    lacks: 'Not offered by this cluster',
    notRead: 'It cannot be read',
    kindFailed: '{{kind}} cannot be read',
    kindFailedSince:
      'What was read before stays: {{objects, number}} objects, which may be out of date.',
    rule: 'Rule to add for {{kind}}',
    ruleHint:
      'A cluster administrator grants it with this, saved as rule.yaml: kubectl apply -f rule.yaml',
    kinds: 'What is read',
    kind: 'Kind',
    api: 'API',
    state: 'State',
    count: 'Objects',
    ingestion: 'What of it is in the catalog',
    intro:
      'Lists and pages are answered from what was read of these platforms.',
  },
  kindState: {
    syncing: 'Being read',
    synced: 'Up to date',
    failed: 'Failing',
  },
  feature: {
    pipelineStatus: 'the state of each Pipeline',
    revisions: 'versions of Promises',
    healthRecords: 'health of what was brought',
    dryRuns: 'previews',
  },
} as const;
