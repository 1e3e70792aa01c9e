/** `entityMessages` in German. */
export const entityGerman = {
  'entity.card': 'Promise-Status',
  'entity.missing':
    'Diese Entity sagt nicht, zu welchem Promise oder welcher Anforderung sie gehört',
  'entity.missingHint':
    'Es fehlen diese Annotationen: {{annotations}}. Das Promise schreibt sie; im Plattformteam lassen sie sich dort ergänzen.',
  'entity.whichPlatform':
    'Die Annotation {{annotation}} fehlt, und es ist mehr als eine Plattform konfiguriert.',
  'entity.whichPlatformHint': 'Konfiguriert sind: {{platforms}}.',
  'entity.unknownPlatform': 'Die Plattform {{platform}} ist nicht konfiguriert',
  'entity.unknownPlatformHint':
    'Die Annotation {{annotation}} nennt sie; konfiguriert sind: {{platforms}}.',
  'entity.requestMissing': 'Die Anforderung zu dieser Entity gibt es nicht',
  'entity.requestMissingHint':
    '{{ref}} wurde nicht gefunden. Vielleicht wurde sie eben gelöscht, die Annotationen der Entity stimmen nicht, oder die Berechtigung fehlt.',
  'entity.unknownApi':
    'Kein bekanntes Promise bietet {{kind}} aus {{group}} an',
  'entity.unknownApiHint':
    'Vielleicht wurde es gelöscht, oder die Berechtigung fehlt. Die Annotation {{annotation}} würde es nennen.',
  'entity.open': 'Zum Promise-Status',
  'team.requests': 'Anforderungen des Teams',
  'team.noRequests': 'Das Team hat noch nichts angefordert.',
  'team.allRequests_one': 'Alle Anforderungen ansehen ({{count, number}})',
  'team.allRequests_other': 'Alle Anforderungen ansehen ({{count, number}})',
  'team.definition': 'Das Team, wie es geschrieben steht',
  'team.parent': 'Übergeordnet',
  'team.members': 'Mitglieder',
  'team.children': 'Teams darunter',
} as const;
