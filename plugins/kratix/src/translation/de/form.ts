/** `formMessages` in German. */
export const formGerman = {
  'unique.checking': 'Wird geprüft, ob der Wert frei ist …',
  'unique.free': 'Frei',
  'unique.takenBy':
    '„{{value}}“ ist durch die Anforderung {{name}} im Namespace {{namespace}} vergeben. Bitte einen anderen Wert wählen.',
  'unique.taken':
    '„{{value}}“ ist durch eine andere Anforderung vergeben. Bitte einen anderen Wert wählen.',
  'unique.unchecked':
    'Ob der Wert frei ist, konnte gerade nicht geprüft werden; beim Anlegen wird es erneut geprüft.',
  'unique.misconfigured':
    'Das Template sagt nicht, was zu prüfen ist: ui:options braucht platform, promise und uniqueField.',
} as const;
