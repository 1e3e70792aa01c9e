import { KratixPlacement, KratixWork } from './placement';
import { KratixRequest } from './request';
import type { RequestStateInput } from './requestState';

/**
 * Whether a Work is an output of a request. With a pipeline namespace Works live there, and the
 * label with the request's namespace tells same-named requests apart.
 *
 * @public
 */
export function isWorkOf(
  work: KratixWork,
  request: KratixRequest,
  pipelineNamespace?: string,
): boolean {
  return (
    work.promise === request.ref.promise &&
    work.request === request.ref.name &&
    work.namespace === (pipelineNamespace ?? request.ref.namespace) &&
    (!pipelineNamespace || work.requestNamespace === request.ref.namespace)
  );
}

/** The Works of the request among all those of the input. */
export function worksOf(input: RequestStateInput): KratixWork[] {
  return input.works.filter(work =>
    isWorkOf(work, input.request, input.promise?.pipelineNamespace),
  );
}

/** The placements of the request among all those of the input. */
export function placementsOf(input: RequestStateInput): KratixPlacement[] {
  const works = worksOf(input);
  return input.placements.filter(placement =>
    works.some(
      work =>
        work.name === placement.work && work.namespace === placement.namespace,
    ),
  );
}
