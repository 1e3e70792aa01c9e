import { KratixBinding, RequestBinding } from 'backstage-plugin-kratix-common';

/** A binding without what only Kratix calls it. */
export function toBinding(binding: KratixBinding): RequestBinding {
  const { desired, applied, failedVersion, state, message } = binding;
  return { desired, applied, failedVersion, state, message };
}
