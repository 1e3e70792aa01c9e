import { Check } from '../Check';
import { accessReviews } from './kubernetes/accessReviews';
import { celRules } from './kubernetes/celRules';
import { clusterInfo } from './kubernetes/clusterInfo';
import { conflicts } from './kubernetes/conflicts';
import { crdDeletion } from './kubernetes/crdDeletion';
import { crdServed } from './kubernetes/crdServed';
import { createAndRead } from './kubernetes/createAndRead';
import { discovery } from './kubernetes/discovery';
import { dryRun } from './kubernetes/dryRun';
import { events } from './kubernetes/events';
import { finalizers } from './kubernetes/finalizers';
import { jobs } from './kubernetes/jobs';
import { jsonPatch } from './kubernetes/jsonPatch';
import { logs } from './kubernetes/logs';
import { mergePatch } from './kubernetes/mergePatch';
import { namespaceDeletion } from './kubernetes/namespaceDeletion';
import { openApi } from './kubernetes/openApi';
import { owners } from './kubernetes/owners';
import { pagedList } from './kubernetes/pagedList';
import { resourceVersions } from './kubernetes/resourceVersions';
import { schemaKept } from './kubernetes/schemaKept';
import { schemaRefused } from './kubernetes/schemaRefused';
import { selectors } from './kubernetes/selectors';
import { serverSideApply } from './kubernetes/serverSideApply';
import { statusAndGeneration } from './kubernetes/statusAndGeneration';
import { strategicPatch } from './kubernetes/strategicPatch';
import { strictFields } from './kubernetes/strictFields';
import { tables } from './kubernetes/tables';
import { watchBookmarks } from './kubernetes/watchBookmarks';
import { watchChanges } from './kubernetes/watchChanges';
import { watchSelection } from './kubernetes/watchSelection';
import { watchTooOld } from './kubernetes/watchTooOld';
import { destinationReady } from './kratix/destinationReady';
import { failure } from './kratix/failure';
import { health } from './kratix/health';
import { kratixInstalled } from './kratix/kratixInstalled';
import { manualReconciliation } from './kratix/manualReconciliation';
import { pause } from './kratix/pause';
import { promiseApi } from './kratix/promiseApi';
import { promiseAvailable } from './kratix/promiseAvailable';
import { promiseDeletion } from './kratix/promiseDeletion';
import { promiseRevision } from './kratix/promiseRevision';
import { promiseWorks } from './kratix/promiseWorks';
import { requestBinding } from './kratix/requestBinding';
import { requestCommits } from './kratix/requestCommits';
import { requestDeletion } from './kratix/requestDeletion';
import { requestEvents } from './kratix/requestEvents';
import { requestJobs } from './kratix/requestJobs';
import { requestReady } from './kratix/requestReady';
import { requestSequence } from './kratix/requestSequence';
import { requestUpdate } from './kratix/requestUpdate';
import { requestWorks } from './kratix/requestWorks';
import { retryLater } from './kratix/retryLater';
import { scheduling } from './kratix/scheduling';
import { suspension } from './kratix/suspension';

/** All checks by what they check, in the order in which they are made. */
export const checks: Record<'Kubernetes API' | 'Kratix', Check[]> = {
  'Kubernetes API': [
    discovery,
    clusterInfo,
    accessReviews,
    createAndRead,
    resourceVersions,
    pagedList,
    selectors,
    watchChanges,
    watchSelection,
    watchBookmarks,
    owners,
    namespaceDeletion,
    logs,
    jobs,
    events,
    crdServed,
    openApi,
    schemaKept,
    schemaRefused,
    celRules,
    mergePatch,
    jsonPatch,
    strategicPatch,
    conflicts,
    strictFields,
    dryRun,
    finalizers,
    statusAndGeneration,
    tables,
    serverSideApply,
    watchTooOld,
    crdDeletion,
  ],
  Kratix: [
    kratixInstalled,
    destinationReady,
    promiseAvailable,
    promiseApi,
    promiseRevision,
    promiseWorks,
    requestReady,
    requestSequence,
    requestJobs,
    requestWorks,
    requestCommits,
    requestBinding,
    requestEvents,
    health,
    requestUpdate,
    manualReconciliation,
    pause,
    suspension,
    retryLater,
    failure,
    scheduling,
    requestDeletion,
    promiseDeletion,
  ],
};
