import {
  ControllerStatus,
  describeDiagnosis,
  diagnoseRequest,
  DiagnosisList,
  KratixPod,
  KratixRequest,
  KubeObject,
  podInQuestion,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { toApplied } from '../views/appliedView';
import { managedBy } from '../write/managedBy';
import { AppliedWrites } from './AppliedWrites';
import { FailedRuns, findFailedStep } from './FailedRuns';
import { LAST_LINES, readLog } from './readLog';

/** Warnings about Kratix itself that go into a diagnosis. */
const LAST_WARNINGS = 3;

/** States that Kratix itself has to bring to an end. */
const KRATIX_STATES = ['Pending', 'Scheduling', 'Writing', 'Deleting'];

/** States in which the Pods of the Pipelines tell more than Kratix does. */
const POD_STATES = ['Running', 'Failed', 'Deleting', 'Pending'];

/**
 * Says why a request is not ready. Only for a request whose Pipelines have something to say is the
 * cluster asked; what it does not answer is named, and the rest is said all the same.
 */
export async function diagnose(
  platform: KratixPlatform,
  request: KratixRequest,
  manifest: KubeObject,
  options: {
    mayReadLogs: boolean;
    writes: AppliedWrites;
    failures: FailedRuns;
  },
): Promise<DiagnosisList> {
  const state = platform.requestState(request);
  const notChecked: string[] = [];
  const attempt = async <T>(what: string, look: () => Promise<T>) => {
    try {
      return await look();
    } catch (error) {
      notChecked.push(`${what}: ${describeFailure(error)}`);
      return undefined;
    }
  };

  const found = POD_STATES.includes(state.name)
    ? await attempt('Pods', () => platform.reads.podsOf(request))
    : undefined;
  const there = found && podInQuestion(request, found);
  const gone =
    state.name === 'Failed' && !(there && findFailedStep(there))
      ? options.failures.of(request)
      : undefined;
  const pods = gone ? [gone.pod] : found;
  const pod = gone?.pod ?? there;
  const step = pod && findFailedStep(pod);
  const readLines = () =>
    pod && step && options.mayReadLogs
      ? attempt('Log', () => readLog(platform, pod, step, LAST_LINES))
      : undefined;
  const lines = gone ? options.mayReadLogs && gone.lines : await readLines();
  const asksKratix =
    KRATIX_STATES.includes(state.name) ||
    (state.name === 'Running' && pods?.length === 0);
  const controllers = asksKratix
    ? await attempt('Kratix', () => platform.reads.controllerPods())
    : undefined;
  const controller = controllers && judgeController(controllers);
  const warnings =
    controller && !controller.available
      ? await attempt('Events of Kratix', () =>
          platform.reads.controllerEvents(),
        )
      : undefined;
  const { reachable, lastContact, error } = platform.status();

  const items = diagnoseRequest({
    request,
    state,
    promise: platform.promise(request.ref.promise),
    works: platform.worksOf(request),
    placements: platform.placementsOf(request),
    destinations: platform.destinations(),
    stateStores: platform.stateStores(),
    now: new Date().toISOString(),
    platform: { reachable, lastContact, error },
    pods,
    logs:
      pod && step && lines
        ? { [`${pod.name}/${step.name}`]: lines }
        : undefined,
    controller: controller && {
      ...controller,
      events: warnings
        ?.filter(({ type }) => type === 'Warning')
        .slice(0, LAST_WARNINGS)
        .map(({ reason, message }) => `${reason}: ${message}`),
    },
    promises: platform.promises(),
    gitOps: toApplied(platform, request, (placement, commit) =>
      options.writes.holds(platform, request, placement, commit),
    )?.map(applied => ({
      agent: applied.agent,
      destination: applied.destination,
      appliedRevision: applied.revision,
      ready: applied.state === 'applied' || applied.state === 'unknown',
      underway: applied.state === 'pending',
      message: applied.message,
    })),
    managedBy: managedBy(manifest),
  });
  return {
    items: items.map(item => ({ ...item, ...describeDiagnosis(item) })),
    notChecked,
  };
}

function describeFailure(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Without a Pod nothing is known: Kratix may run under another label. */
function judgeController(pods: KratixPod[]): ControllerStatus | undefined {
  if (!pods.length) {
    return undefined;
  }
  const isReady = (pod: KratixPod) =>
    pod.conditions.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  if (pods.some(isReady)) {
    return { available: true };
  }
  const [{ name, steps, phase }] = pods;
  const trouble = steps.find(({ reason }) => reason);
  return {
    available: false,
    message: trouble
      ? `Pod ${name}, ${trouble.name}: ${trouble.reason} ${
          trouble.message ?? ''
        }`
      : `Pod ${name}: ${phase}`,
  };
}
