import { KratixPlacement, KratixWork } from '../placement';
import { isWorkOf, RequestStateInput } from '../requestState';

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
