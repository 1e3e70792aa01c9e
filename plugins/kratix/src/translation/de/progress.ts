/** `progressMessages` of the common package in German. */
export const progressGerman = {
  'progress.deletePipelinesRunning': 'Die Lösch-Pipelines laufen.',
  'progress.filesBeingRemoved':
    'Ihre Dateien werden aus den State Stores entfernt.',
  'progress.jobsBeingRemoved': 'Ihre Jobs werden entfernt.',
  'progress.bindingBeingRemoved': 'Ihre Bindung an eine Version wird entfernt.',
  'progress.beingDeleted': 'Sie wird gelöscht.',
  'progress.notTakenUp':
    'Kratix hat diese Fassung der Anforderung noch nicht bearbeitet.',
  'progress.notReported':
    'Kratix hat zu dieser Anforderung noch nichts gemeldet.',
  'progress.pipelineRunning': 'Die Pipeline {{pipeline}} läuft.',
  'progress.pipelinesRunning': 'Ihre Pipelines laufen.',
  'progress.outputUnknown': 'Was daraus entsteht, ist noch nicht bekannt.',
  'progress.awaitingDestination': 'Ihre Dateien warten auf eine Destination.',
  'progress.onTheWay': 'Ihre Dateien sind unterwegs zu einer Destination.',
  'progress.beingWritten': 'Ihre Dateien werden geschrieben: {{destinations}}.',
  'progress.written': 'Alles Angeforderte ist in die Destinations geschrieben.',
} as const;
