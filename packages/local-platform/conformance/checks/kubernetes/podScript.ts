import { CheckContext } from '../../CheckContext';
import { expectEqual } from '../../expectations';
import { textAt } from '../../json';
import { kinds } from '../../paths';

/** A container that runs a shell script, and that strict clusters let run. */
export function scriptContainer({ options }: CheckContext, script: string) {
  return {
    name: 'step',
    image: options.image,
    command: ['sh', '-c', script],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      runAsUser: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

/** Runs a Pod with a shell script in the run's namespace. */
export function createPod(context: CheckContext, name: string, script: string) {
  return context.api.create(context.path(kinds.pods), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: context.metadata(name),
    spec: {
      restartPolicy: 'Never',
      containers: [scriptContainer(context, script)],
    },
  });
}

/** Waits until a Pod is in that phase. */
export function podInPhase(context: CheckContext, name: string, phase: string) {
  return context.eventually(async () => {
    const pod = await context.api.get(context.path(kinds.pods, name));
    expectEqual(
      `the phase of Pod ${name}`,
      textAt(pod, 'status', 'phase'),
      phase,
    );
    return pod;
  });
}
