import type { LogReader } from '../apiserver';
import { KubeClient, KubeStatusError } from '../kube';
import { PipelineRuntime } from '../pipelines';
import { PODS } from '../pipelines/resourceTypes';
import { readPodSpec } from '../pipelines/podSpec';
import { readPodStatus } from '../pipelines/podStatus';

/** Answers `pods/log` with the logs of the pipeline runtime, and with Kubernetes' words where there is none. */
export function podLogReader(
  client: KubeClient,
  runtime: PipelineRuntime,
): LogReader {
  return async function* read({ namespace, name }, request) {
    const pod = await client.get(PODS, name, namespace);
    if (!pod) {
      throw new KubeStatusError(404, 'NotFound', `pods "${name}" not found`);
    }
    const spec = readPodSpec(pod.spec);
    const container = request.container ?? spec.containers[0].name;
    const known = [...spec.initContainers, ...spec.containers];
    if (!known.some(one => one.name === container)) {
      throw badRequest(`container ${container} is not valid for pod ${name}`);
    }
    const status = readPodStatus(pod);
    const current = [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
    ].find(one => one.name === container);
    if (request.previous && !current?.lastState.terminated) {
      throw badRequest(
        `previous terminated container "${container}" in pod "${name}" not found`,
      );
    }
    const { waiting } = current?.state ?? {};
    const reason =
      waiting?.reason ?? (current ? undefined : 'ContainerCreating');
    if (!request.previous && reason && !current?.lastState.terminated) {
      throw badRequest(
        `container "${container}" in pod "${name}" is waiting to start: ${
          waiting?.message ?? reason
        }`,
      );
    }
    const { container: _, ...options } = request;
    for await (const text of runtime.readLog(pod, container, options)) {
      yield Buffer.from(text);
    }
  };
}

function badRequest(message: string): KubeStatusError {
  return new KubeStatusError(400, 'BadRequest', message);
}
