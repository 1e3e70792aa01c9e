import { AdmissionCheck } from '../../kube';
import { SYSTEM_NAMESPACE } from '../constants';
import { statusOf } from '../model/objects';
import { deny } from './deny';

const TRUSTED = [
  `system:serviceaccount:${SYSTEM_NAMESPACE}:`,
  'system:serviceaccount:kube-system:generic-garbage-collector',
  'system:serviceaccount:kube-system:namespace-controller',
];

/** Keeps people from deleting the latest revision of a Promise. */
export function checkRevision(): AdmissionCheck {
  return async ({ operation, object, oldObject, userName = '' }) => {
    if (
      operation === 'DELETE' &&
      statusOf(oldObject ?? object).latest === true &&
      !TRUSTED.some(trusted => userName.startsWith(trusted))
    ) {
      throw deny(
        'vpromiserevision.kb.io',
        'can not delete the latest PromiseRevision',
      );
    }
  };
}
