import { AdmissionCheck } from '../../kube';
import { deny } from './deny';

/** Refuses a kind that nothing would act upon here, rather than leaving it unanswered. */
export function refuseUnsupported(way: string): AdmissionCheck {
  return async ({ object }) => {
    throw deny(
      `${object.kind.toLowerCase()}.local-platform`,
      `the local platform does not support ${object.kind}; ${way}`,
    );
  };
}
