/** `platformMessages` in German. */
export const platformGerman = {
  'platforms.none':
    'Es ist keine Plattform konfiguriert. Plattformen stehen unter kratix.platforms in der App-Konfiguration.',
  'platforms.unreachable': '{{platform}} ist nicht erreichbar',
  'platforms.unreachableSince': 'Gezeigt wird der Stand: {{time}}. {{error}}',
  'platforms.unreachableNever': 'Bisher kam kein Kontakt zustande. {{error}}',
  'platforms.syncing':
    '{{platform}} wird noch gelesen: Listen können unvollständig sein.',
  'platforms.kindFailed': '{{platform}}: {{kind}} ist nicht lesbar',
  'platformState.good': 'In Ordnung',
  'platformState.syncing': 'Wird gelesen',
  'platformState.partial': 'Teilweise gelesen',
  'platformState.unreachable': 'Nicht erreichbar',
  'platform.lastContact': 'Letzter Kontakt',
  'platform.never': 'Nie',
  'platform.objects': 'Bekannte Objekte',
  'platform.identity': 'Es schreibt',
  'platform.serviceAccount': 'der Service-Account von Backstage',
  'platform.impersonate': 'die Person selbst (Impersonation)',
  'platform.oidc': 'die Person selbst (mit ihrem Token von {{provider}})',
  'platform.lacks': 'Von diesem Cluster nicht angeboten',
  'platform.kindFailed': '{{kind}} ist nicht lesbar',
  'platform.kindFailedSince':
    'Zuvor Gelesenes bleibt: {{objects}} Objekte, die veraltet sein können.',
  'platform.rule': 'Fehlende Regel für {{kind}}',
  'platform.ruleHint':
    'Die Cluster-Administration erteilt sie hiermit, gespeichert als rule.yaml: kubectl apply -f rule.yaml',
  'platform.kinds': 'Was gelesen wird',
  'platform.kind': 'Kind',
  'platform.api': 'API',
  'platform.state': 'Zustand',
  'platform.count': 'Objekte',
  'platform.ingestion': 'Was davon im Katalog steht',
  'platform.intro':
    'Listen und Seiten beruhen auf dem, was von diesen Plattformen gelesen wurde.',
  'kindState.syncing': 'Wird gelesen',
  'kindState.synced': 'Aktuell',
  'kindState.failed': 'Schlägt fehl',
  'feature.pipelineStatus': 'Zustand jeder Pipeline',
  'feature.revisions': 'Versionen von Promises',
  'feature.healthRecords': 'Gesundheit dessen, was entstanden ist',
  'feature.dryRuns': 'Vorschauen',
} as const;
