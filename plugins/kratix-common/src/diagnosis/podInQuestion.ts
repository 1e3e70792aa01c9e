import { KratixPod } from '../pod';
import { KratixRequest } from '../request';

const byAge = (a: KratixPod, b: KratixPod) =>
  (a.createdAt ?? '').localeCompare(b.createdAt ?? '') ||
  a.name.localeCompare(b.name);

/**
 * The Pod that tells why a request is not further: the youngest of the Pipeline that has failed or
 * runs, as far as Kratix names one, because Pods of two Pipelines may have been made in one second.
 *
 * @public
 */
export function podInQuestion(
  request: KratixRequest,
  pods: KratixPod[],
): KratixPod | undefined {
  const pipeline = request.pipelines.find(
    ({ phase }) => phase === 'Failed' || phase === 'Running',
  )?.name;
  const ofIt = pods.filter(pod => pod.pipeline === pipeline);
  return [...(ofIt.length ? ofIt : pods)].sort(byAge).at(-1);
}
