/** `diagnosisMessages` of the common package in German. */
export const causeGerman = {
  'cause.platformUnreachable.summary':
    'Die Plattform ist nicht erreichbar; dies ist der Stand von {{since}}. {{error}}',
  'cause.platformUnreachable.nextStep':
    'Es geht von selbst weiter. Das Plattformteam kann auf der Seite Plattformen nachsehen.',
  'cause.platformNeverReached.summary':
    'Die Plattform wurde nicht erreicht, seit Backstage läuft. {{error}}',
  'cause.platformNeverReached.nextStep':
    'Das Plattformteam muss auf der Seite Plattformen nachsehen.',
  'cause.controllerNotRunning.summary':
    'Kratix selbst läuft auf dieser Plattform nicht: {{message}} {{events}}',
  'cause.controllerNotRunning.nextStep':
    'Das Plattformteam muss nach dem Deployment kratix-platform-controller-manager in kratix-platform-system sehen.',
  'cause.deletePipelineFailed.summary':
    'Die Lösch-Pipeline ist fehlgeschlagen und hält das Löschen auf.',
  'cause.deletePipelineFailed.nextStep':
    'Ihren Log ansehen, die Ursache beheben und die Anforderung dann abgleichen: dabei läuft sie noch einmal.',
  'cause.deletionSuspended.summary':
    'Die Lösch-Pipeline hat das Löschen angehalten: {{message}}',
  'cause.deletionSuspended.nextStep':
    'Tun, was die Meldung verlangt, dann die Anforderung fortsetzen.',
  'cause.deletionHeldByFinalizer.summary':
    'Das Löschen wartet auf {{finalizers}}, was nicht zu Kratix gehört.',
  'cause.deletionHeldByFinalizer.nextStep':
    'Bei denen nachfragen, die diesen Finalizer gesetzt haben.',
  'cause.requestPaused.summary':
    'Die Anforderung pausiert: Kratix lässt sie, wie sie ist.',
  'cause.requestPaused.nextStep': 'Sie fortsetzen.',
  'cause.promisePaused.summary':
    'Das Promise {{promise}} pausiert, und mit ihm alle seine Anforderungen.',
  'cause.promisePaused.nextStep': 'Das Plattformteam muss es fortsetzen.',
  'cause.promiseMissing.summary':
    'Das Promise {{promise}} fehlt oder darf nicht gelesen werden, also erfüllt nichts die Anforderung.',
  'cause.promiseMissing.nextStep':
    'Das Plattformteam muss es wieder installieren.',
  'cause.requirementMissing.summary':
    'Das Promise {{promise}} braucht das Promise {{requirement}}: {{state}}.',
  'cause.requirementMissing.nextStep':
    'Das Plattformteam muss es in dieser Version installieren.',
  'cause.promiseUnavailable.summary':
    'Das Promise {{promise}} ist nicht verfügbar: {{message}}',
  'cause.promiseUnavailable.nextStep':
    'Sobald es das ist, geht es von selbst weiter. Das Plattformteam kann nach dem Promise sehen.',
  'cause.imagePullFailed.summary':
    'Das Image des Schritts {{step}} lässt sich nicht laden: {{image}} ({{reason}}). {{message}}',
  'cause.imagePullFailed.nextStep':
    'Das Plattformteam muss das Image im Promise berichtigen oder den Zugang zu seiner Registry.',
  'cause.stepCannotStart.summary':
    'Schritt {{step}} lässt sich nicht starten: {{reason}}. {{message}}',
  'cause.stepCannotStart.nextStep':
    'Das Plattformteam muss die Pipeline des Promise berichtigen.',
  'cause.podUnschedulable.summary':
    'Kein Node des Clusters nimmt die Pipeline {{pipeline}} auf: {{message}}',
  'cause.podUnschedulable.nextStep':
    'Das Plattformteam muss Platz schaffen oder weniger verlangen.',
  'cause.stepOutOfMemory.summary':
    'Schritt {{step}} der Pipeline {{pipeline}} hatte nicht genug Speicher.',
  'cause.stepOutOfMemory.nextStep':
    'Das Plattformteam muss das Speicherlimit der Pipeline im Promise anheben.',
  'cause.stepRetrying.summary':
    'Schritt {{step}} der Pipeline {{pipeline}} endete mit Code {{exitCode}}; er wird noch einmal versucht (Versuch {{attempt}}).',
  'cause.stepRetrying.nextStep':
    'Die letzten Zeilen ansehen: vielleicht stimmt nicht, was angefordert ist. Sonst muss das Plattformteam nach dem Promise sehen.',
  'cause.stepFailed.summary':
    'Schritt {{step}} der Pipeline {{pipeline}} endete mit Code {{exitCode}}.',
  'cause.stepFailed.nextStep':
    'Die letzten Zeilen ansehen. Die Anforderung berichtigen oder das Plattformteam nach dem Promise sehen lassen, dann abgleichen.',
  'cause.kratixStepFailed.summary':
    'Der Schritt {{step}}, den Kratix der Pipeline {{pipeline}} hinzufügt, endete mit Code {{exitCode}}: er weist zurück, was die Pipeline geschrieben hat.',
  'cause.kratixStepFailed.nextStep':
    'Das Plattformteam muss berichtigen, was die Pipeline unter /kratix/metadata oder /kratix/output schreibt; die letzten Zeilen sagen, was.',
  'cause.pipelineFailed.summary':
    'Pipeline {{pipeline}} ist fehlgeschlagen. {{message}}',
  'cause.pipelineFailed.nextStep':
    'Ihren Log ansehen. Die Anforderung berichtigen oder das Plattformteam nach dem Promise sehen lassen, dann abgleichen.',
  'cause.pipelineFailedLogGone.summary':
    'Pipeline {{pipeline}} ist fehlgeschlagen. {{message}}',
  'cause.pipelineFailedLogGone.nextStep':
    'Abgleichen: dann läuft sie noch einmal, und ihr Log lässt sich dabei lesen. Den Log des fehlgeschlagenen Laufs hat der Cluster entfernt.',
  'cause.workflowFailed.summary':
    'Eine Pipeline der Anforderung ist fehlgeschlagen. {{message}}',
  'cause.workflowFailed.nextStep':
    'Ihren Log ansehen. Die Anforderung berichtigen oder das Plattformteam nach dem Promise sehen lassen, dann abgleichen.',
  'cause.suspendedUntil.summary':
    'Pipeline {{pipeline}} will später noch einmal versucht werden (Versuch {{attempt}}): {{message}}',
  'cause.suspendedUntil.nextStep':
    'Es geht von selbst weiter. Fortsetzen versucht es sofort.',
  'cause.suspended.summary':
    'Pipeline {{pipeline}} hat den Ablauf angehalten: {{message}}',
  'cause.suspended.nextStep':
    'Tun, was die Meldung verlangt, dann die Anforderung fortsetzen.',
  'cause.workflowSuspended.summary':
    'Die Anforderung ist ausgesetzt: Kratix führt keine ihrer Pipelines aus.',
  'cause.workflowSuspended.nextStep': 'Die Anforderung fortsetzen.',
  'cause.noDestination.summary':
    'Keine Destination hat die Labels, die die Dateien verlangen: {{selector}}. {{nearest}} kommt dem am nächsten: es fehlt {{missing}}.',
  'cause.noDestination.nextStep':
    'Das Plattformteam muss einer Destination diese Labels geben oder eine mit ihnen anlegen.',
  'cause.noDestinationAtAll.summary':
    'Es gibt keine Destination, und die Dateien verlangen eine mit den Labels {{selector}}.',
  'cause.noDestinationAtAll.nextStep':
    'Das Plattformteam muss eine Destination mit diesen Labels anlegen.',
  'cause.noDestinationForUnlabelled.summary':
    'Keine Destination nimmt Dateien auf, die wie diese keine Labels verlangen.',
  'cause.noDestinationForUnlabelled.nextStep':
    'Das Plattformteam muss eine Destination ohne strictMatchLabels anlegen oder das Promise Labels verlangen lassen.',
  'cause.misplaced.summary':
    'Die Destination {{destination}}, in der die Dateien liegen, hat nicht mehr die Labels, die sie verlangen: {{missing}}.',
  'cause.misplaced.nextStep':
    'Das Plattformteam muss der Destination ihre Labels wiedergeben oder die Platzierung löschen, damit sie umzieht.',
  'cause.destinationMissing.summary':
    'Die Destination {{destination}}, in die die Dateien gehören, gibt es nicht mehr.',
  'cause.destinationMissing.nextStep':
    'Das Plattformteam muss sie wieder anlegen oder die Platzierung löschen.',
  'cause.stateStoreNotReady.summary':
    'Der State Store {{store}} ist nicht bereit: {{message}}',
  'cause.stateStoreNotReady.nextStep':
    'Das Plattformteam muss ihn in Ordnung bringen: seine Adresse, seine Zugangsdaten oder den Host.',
  'cause.writeFailing.summary':
    'Das Schreiben in die Destination {{destination}} schlägt fehl: {{message}}',
  'cause.writeFailing.nextStep':
    'Kratix versucht es von selbst wieder. Das Plattformteam kann nach dem State Store sehen.',
  'cause.writeStale.summary':
    'Was in der Destination {{destination}} liegt, stammt von einer früheren Fassung der Anforderung.',
  'cause.writeStale.nextStep':
    'Kratix schreibt es von selbst neu; abgleichen, wenn es so bleibt.',
  'cause.notYetApplied.summary':
    '{{agent}} wendet noch an, was für die Destination {{destination}} geschrieben ist. {{message}}',
  'cause.notYetApplied.nextStep':
    'Es geht von selbst weiter; bleibt es so, nach dem Agenten sehen.',
  'cause.notApplied.summary':
    '{{agent}} hat nicht angewendet, was für die Destination {{destination}} geschrieben ist: {{message}}',
  'cause.notApplied.nextStep':
    'Nachsehen, was der Agent in jenem Cluster meldet.',
  'cause.unhealthy.summary':
    'Was daraus entstanden ist, meldet {{health}}: {{details}}',
  'cause.unhealthy.nextStep': 'Nach dem sehen, was die Zustandsprüfung nennt.',
  'cause.ownedElsewhere.summary':
    'Geschrieben wird die Anforderung anderswo: {{manager}}.',
  'cause.ownedElsewhere.nextStep':
    'Dort ändern: eine Änderung hier wird überschrieben.',
  'cause.partOfRequest.summary':
    'Die Anforderung ist Teil der Anforderung {{parent}} des Promise {{promise}}, die sie schreibt.',
  'cause.partOfRequest.nextStep':
    'Jene ändern: eine Änderung hier wird überschrieben.',
  'cause.notSeen.summary':
    'Kratix hat diese Fassung der Anforderung seit {{minutes}} Minuten nicht angesehen.',
  'cause.notSeen.nextStep':
    'Das Plattformteam muss nachsehen, ob Kratix läuft und das Promise lesen kann.',
  'cause.unknown.summary':
    'Warum sie nicht bereit ist, lässt sich aus dem, was Kratix meldet, nicht sagen: {{facts}}',
  'cause.unknown.nextStep':
    'Nach ihren Ereignissen und den Logs ihrer Pipelines sehen.',
} as const;
