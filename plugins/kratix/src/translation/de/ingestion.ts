/** `ingestionMessages` in German. */
export const ingestionGerman = {
  'ingestionState.waiting': 'Wartet',
  'ingestionState.current': 'Aktuell',
  'ingestionState.held': 'Entfernungen angehalten',
  'ingestionState.unreachable': 'Nicht erreichbar',
  'ingestionState.failing': 'Schlägt fehl',
  'ingestionState.unusable': 'Nicht nutzbar',
  'ingestion.intro':
    'Was State Stores und Plattformen definieren, und was davon im Katalog steht.',
  'ingestion.empty': 'Es ist keine Quelle konfiguriert.',
  'ingestion.emptyHint':
    'Quellen stehen unter catalog.providers.kratix in der App-Konfiguration.',
  'ingestion.noModule': 'Der Katalog liest nicht aus Kratix.',
  'ingestion.noModuleHint':
    'Das Modul backstage-plugin-catalog-backend-module-kratix ist im Backend nicht installiert.',
  'ingestion.readFailed':
    'Nicht lesbar: was zuvor gelesen wurde, bleibt bestehen',
  'ingestion.unusable': 'Die Einstellungen sind nicht nutzbar',
  'ingestion.waitsFor': 'Noch nicht gelesen',
  'ingestion.unreachable':
    'Plattform nicht erreichbar: was zuvor gelesen wurde, bleibt bestehen',
  'ingestion.unreachableHint':
    'Es geht von selbst weiter, sobald die Plattform antwortet.',
  'ingestion.toPlatforms': 'Plattformen',
  'ingestion.lastRead': 'Zuletzt gelesen',
  'ingestion.neverRead': 'Nie',
  'ingestion.revision': 'Version',
  'ingestion.advanced': 'Letzte Änderung',
  'ingestion.did': 'Beim letzten Lesen',
  'ingestion.lookedAtDocuments': 'Angesehene Dokumente: {{files, number}}.',
  'ingestion.lookedAtObjects': 'Angesehene Objekte: {{files, number}}.',
  'ingestion.didWhat':
    'Entities übergeben: {{added, number}}, zurückgenommen: {{removed, number}}. Dauer: {{duration, number}} ms.',
  'ingestion.ingested': 'Entities im Katalog',
  'ingestion.rejected_one': '{{count, number}} Dokument ist nicht im Katalog',
  'ingestion.rejected_other':
    '{{count, number}} Dokumente sind nicht im Katalog',
  'ingestion.foreign_one':
    '{{count, number}} Entity gehört einer anderen Quelle',
  'ingestion.foreign_other':
    '{{count, number}} Entities gehören anderen Quellen',
  'ingestion.lastGoodKept': 'die letzte fehlerfreie Version bleibt im Katalog',
  'ingestion.notIngested': 'nicht im Katalog',
  'ingestion.ownedBySource':
    'gehört der Quelle {{owner}}, die sie zuerst hatte',
  'ingestion.ownedByProvider': 'gehört {{owner}}',
  'ingestion.more_one': '{{count, number}} weiteres anzeigen',
  'ingestion.more_other': '{{count, number}} weitere anzeigen',
  'ingestion.heldTitle_one':
    '{{count, number}} von {{entities, number}} Entities soll entfernt werden: angehalten, bis jemand es prüft',
  'ingestion.heldTitle_other':
    '{{count, number}} von {{entities, number}} Entities sollen entfernt werden: angehalten, bis jemand es prüft',
  'ingestion.heldReason':
    'Das ist zu viel, um es auf einmal zu entfernen, ohne dass jemand zustimmt.',
  'ingestion.heldSince':
    'Angehalten seit {{time}}, ausgelöst durch {{revision}}.',
  'ingestion.notReleasable':
    'Für die Freigabe ist die Berechtigung {{permission}} nötig.',
  'release.open': 'Prüfen und freigeben',
  'release.openLabel':
    'Die angehaltenen Entfernungen von {{source}} prüfen und freigeben',
  'release.title_one': '{{count, number}} Entity von {{source}} entfernen?',
  'release.title_other': '{{count, number}} Entities von {{source}} entfernen?',
  'release.what':
    'Die Quelle {{source}} definiert {{removals, number}} von {{entities, number}} Entities nicht mehr. Nach der Freigabe verlassen sie den Katalog beim nächsten Lesen, das sofort beginnt; was bis dahin wieder da ist, bleibt.',
  'release.list': 'Entities, die entfernt werden',
  'release.confirm_one': '{{count, number}} Entity entfernen',
  'release.confirm_other': '{{count, number}} Entities entfernen',
  'release.cancel': 'Behalten',
  'release.failed': 'Nicht freigegeben',
  'release.changed':
    'Inzwischen sind andere Entfernungen angehalten: bitte schließen und erneut prüfen',
  'release.done':
    'Die Entfernungen von {{source}} sind freigegeben und folgen beim nächsten Lesen.',
} as const;
