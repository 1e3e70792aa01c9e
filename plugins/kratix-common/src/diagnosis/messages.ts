/**
 * What each diagnosis says: the cause in one sentence, and the next step. Words in double braces are
 * the diagnosis' values.
 *
 * @public
 */
export const diagnosisMessages = {
  platformUnreachable: {
    summary:
      'The platform is out of reach; this is what was known at {{since}}. {{error}}',
    nextStep:
      'It is taken up again by itself. A platform engineer can look at the Platforms page.',
  },
  platformNeverReached: {
    summary:
      'The platform has not been reached since Backstage started. {{error}}',
    nextStep: 'A platform engineer has to look at the Platforms page.',
  },
  controllerNotRunning: {
    summary:
      'Kratix itself does not run on this platform: {{message}} {{events}}',
    nextStep:
      'A platform engineer has to look at the Deployment kratix-platform-controller-manager in kratix-platform-system.',
  },
  deletePipelineFailed: {
    summary: 'The delete Pipeline has failed, which holds the deletion.',
    nextStep:
      'Look at its log, mend the cause, then reconcile the request: that runs it again.',
  },
  deletionSuspended: {
    summary: 'The delete Pipeline has suspended the deletion: {{message}}',
    nextStep: 'Do what the message asks for, then resume the request.',
  },
  deletionHeldByFinalizer: {
    summary: 'The deletion waits for {{finalizers}}, which is not of Kratix.',
    nextStep: 'Ask whoever set that finalizer.',
  },
  requestPaused: {
    summary: 'The request is paused: Kratix leaves it as it is.',
    nextStep: 'Resume it.',
  },
  promisePaused: {
    summary: 'The Promise {{promise}} is paused, and with it all its requests.',
    nextStep: 'A platform engineer has to resume the Promise.',
  },
  promiseMissing: {
    summary:
      'The Promise {{promise}} is gone or may not be read, so nothing fulfils the request.',
    nextStep: 'A platform engineer has to install it again.',
  },
  requirementMissing: {
    summary:
      'The Promise {{promise}} needs the Promise {{requirement}}: {{state}}.',
    nextStep: 'A platform engineer has to install it in that version.',
  },
  promiseUnavailable: {
    summary: 'The Promise {{promise}} is not available: {{message}}',
    nextStep:
      'Kratix goes on by itself once it is. A platform engineer can look at the Promise.',
  },
  imagePullFailed: {
    summary:
      'The image of step {{step}} cannot be pulled: {{image}} ({{reason}}). {{message}}',
    nextStep:
      'A platform engineer has to correct the image in the Promise, or the access to its registry.',
  },
  stepCannotStart: {
    summary: 'Step {{step}} cannot be started: {{reason}}. {{message}}',
    nextStep: 'A platform engineer has to correct the Pipeline of the Promise.',
  },
  podUnschedulable: {
    summary: 'No node of the cluster takes Pipeline {{pipeline}}: {{message}}',
    nextStep: 'A platform engineer has to make room, or ask for less.',
  },
  stepOutOfMemory: {
    summary: 'Step {{step}} of Pipeline {{pipeline}} ran out of memory.',
    nextStep:
      "A platform engineer has to raise the memory limit of the Promise's Pipeline.",
  },
  stepRetrying: {
    summary:
      'Step {{step}} of Pipeline {{pipeline}} ended with exit code {{exitCode}}; it is tried again (attempt {{attempt}}).',
    nextStep:
      'Look at its last lines: what the request asks for may be wrong. Otherwise a platform engineer has to look at the Promise.',
  },
  stepFailed: {
    summary:
      'Step {{step}} of Pipeline {{pipeline}} ended with exit code {{exitCode}}.',
    nextStep:
      'Look at its last lines. Correct the request, or let a platform engineer look at the Promise; then reconcile.',
  },
  kratixStepFailed: {
    summary:
      "Kratix's own step {{step}} of Pipeline {{pipeline}} ended with exit code {{exitCode}}: it refused what the Pipeline wrote.",
    nextStep:
      'A platform engineer has to correct what the Pipeline writes under /kratix/metadata or /kratix/output; the last lines say what.',
  },
  pipelineFailed: {
    summary: 'Pipeline {{pipeline}} has failed. {{message}}',
    nextStep:
      'Look at its log. Correct the request, or let a platform engineer look at the Promise; then reconcile.',
  },
  pipelineFailedLogGone: {
    summary: 'Pipeline {{pipeline}} has failed. {{message}}',
    nextStep:
      'Reconcile: that runs it again, and its log can be read while it does. The cluster has removed the log of the run that failed.',
  },
  workflowFailed: {
    summary: 'A Pipeline of the request has failed. {{message}}',
    nextStep:
      'Look at its log. Correct the request, or let a platform engineer look at the Promise; then reconcile.',
  },
  suspendedUntil: {
    summary:
      'Pipeline {{pipeline}} asked to be tried again later (attempt {{attempt}}): {{message}}',
    nextStep: 'It goes on by itself. Resuming tries it at once.',
  },
  suspended: {
    summary: 'Pipeline {{pipeline}} suspended the workflow: {{message}}',
    nextStep: 'Do what the message asks for, then resume the request.',
  },
  workflowSuspended: {
    summary: 'The request is suspended: Kratix runs no Pipeline of it.',
    nextStep: 'Resume the request.',
  },
  noDestination: {
    summary:
      'No Destination has the labels that its files ask for: {{selector}}. {{nearest}} comes nearest: it lacks {{missing}}.',
    nextStep:
      'A platform engineer has to add the labels to a Destination, or a Destination that has them.',
  },
  noDestinationAtAll: {
    summary:
      'There is no Destination, and its files ask for one with the labels {{selector}}.',
    nextStep: 'A platform engineer has to add a Destination with these labels.',
  },
  noDestinationForUnlabelled: {
    summary:
      'No Destination takes files that ask for no labels, as its files do.',
    nextStep:
      'A platform engineer has to add a Destination without strictMatchLabels, or let the Promise ask for labels.',
  },
  misplaced: {
    summary:
      'Destination {{destination}}, where its files are, no longer has the labels that they ask for: {{missing}}.',
    nextStep:
      'A platform engineer has to give the Destination its labels back, or delete the placement so that it moves.',
  },
  destinationMissing: {
    summary: 'Destination {{destination}}, where its files belong, is gone.',
    nextStep:
      'A platform engineer has to bring it back, or delete the placement.',
  },
  stateStoreNotReady: {
    summary: 'State store {{store}} is not ready: {{message}}',
    nextStep:
      'A platform engineer has to mend it: its address, its credentials or the host.',
  },
  writeFailing: {
    summary: 'Writing to Destination {{destination}} fails: {{message}}',
    nextStep:
      'Kratix tries again by itself. A platform engineer can look at the state store.',
  },
  writeStale: {
    summary:
      'What is in Destination {{destination}} comes from an earlier version of the request.',
    nextStep: 'Kratix writes it again by itself; reconcile if it stays so.',
  },
  notYetApplied: {
    summary:
      '{{agent}} is still applying what is written for Destination {{destination}}. {{message}}',
    nextStep: 'It goes on by itself; look at the agent if it stays so.',
  },
  notApplied: {
    summary:
      '{{agent}} has not applied what is written for Destination {{destination}}: {{message}}',
    nextStep: 'Look at what the agent says in that cluster.',
  },
  unhealthy: {
    summary: 'What it made reports {{health}}: {{details}}',
    nextStep: 'Look at what the health check names.',
  },
  ownedElsewhere: {
    summary: 'The request is written by the {{manager}}.',
    nextStep: 'Change it there: a change here is written over.',
  },
  partOfRequest: {
    summary:
      'The request is a part of request {{parent}} of Promise {{promise}}, which writes it.',
    nextStep: 'Change that one: a change here is written over.',
  },
  notSeen: {
    summary:
      'Kratix has not looked at this version of the request for {{minutes}} minutes.',
    nextStep:
      'A platform engineer has to see whether Kratix runs and can read the Promise.',
  },
  unknown: {
    summary:
      'Why it is not ready cannot be told from what Kratix reports: {{facts}}',
    nextStep: 'Look at its events and at the logs of its Pipelines.',
  },
} as const satisfies Record<string, { summary: string; nextStep: string }>;

/** @public */
export type DiagnosisCode = keyof typeof diagnosisMessages;
