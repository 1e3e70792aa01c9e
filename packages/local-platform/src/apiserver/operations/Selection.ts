import type { KubeObject, ListSelector } from '../../kube';
import type { ServedResource } from '../resources/ServedResource';
import {
  checkFields,
  matchesFields,
  parseFieldSelector,
} from '../selectors/fieldSelector';
import { matchesLabels, parseLabelSelector } from '../selectors/labelSelector';

/** Whether an object, in the version of the resource, is selected. */
export type Selection = (object: KubeObject) => boolean;

/** Reads the selectors of a list or watch. Throws a 400 Status for what cannot be read or is not supported. */
export function readSelection(
  resource: ServedResource,
  { namespace, labelSelector, fieldSelector }: ListSelector,
): Selection {
  const labels = parseLabelSelector(labelSelector ?? '');
  const fields = parseFieldSelector(fieldSelector ?? '');
  const always = ['metadata.name', 'metadata.namespace'];
  checkFields(
    fields,
    field =>
      always.includes(field) || Object.hasOwn(resource.selectableFields, field),
  );
  const valuesOf = (object: KubeObject) =>
    Object.fromEntries(
      fields.map(({ field }) => {
        if (field === 'metadata.name') return [field, object.metadata.name];
        if (field === 'metadata.namespace') {
          return [field, object.metadata.namespace ?? ''];
        }
        return [field, resource.selectableFields[field](object)];
      }),
    );
  return object =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    matchesLabels(labels, object.metadata.labels) &&
    (fields.length === 0 || matchesFields(fields, valuesOf(object)));
}
