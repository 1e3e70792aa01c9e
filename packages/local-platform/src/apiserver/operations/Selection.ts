import type { KubeObject, ListSelector } from '../../kube';
import type { ServedResource } from '../resources/ServedResource';
import {
  checkFields,
  matchesFields,
  parseFieldSelector,
} from '../selectors/fieldSelector';
import {
  equalityTexts,
  matchesLabels,
  parseLabelSelector,
} from '../selectors/labelSelector';

/** What a list or watch is about. */
export interface Selection {
  /** Texts that the stored JSON of every selected object holds; most others do not hold them. */
  texts: string[];
  /** By namespace and labels, which are the same in every version of an object. */
  byMetadata(object: KubeObject): boolean;
  /** By fields of the object in the version of the resource; absent when no field matters. */
  byFields?(object: KubeObject): boolean;
}

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
  return {
    texts: equalityTexts(labels),
    byMetadata: object =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      matchesLabels(labels, object.metadata.labels),
    byFields:
      fields.length === 0
        ? undefined
        : object => matchesFields(fields, valuesOf(object)),
  };
}
