import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { matchesGlob } from './matchesGlob';
import { cleanText } from './text';

/** UTF-16 code units of one annotation's value. */
const LONGEST_ANNOTATION = 4096;

/** Backstage and this suite say these themselves. */
function isReserved(key: string): boolean {
  return /(^|\.)(backstage|kratix)\.io\//.test(key);
}

/** Labels of an object that are allowed and that the catalog takes. */
export function carriedLabels(
  labels: Record<string, string>,
  allowed: string[],
): { kept: Record<string, string>; notes: string[] } {
  const kept: Record<string, string> = {};
  const notes: string[] = [];
  for (const key of Object.keys(labels).sort()) {
    if (!isReserved(key) && matchesGlob(allowed, key)) {
      const isValid =
        KubernetesValidatorFunctions.isValidLabelKey(key) &&
        KubernetesValidatorFunctions.isValidLabelValue(labels[key]);
      if (isValid) {
        kept[key] = labels[key];
      } else {
        notes.push(
          `the label ${cleanText(
            key,
            100,
          )} is left out: the catalog refuses it`,
        );
      }
    }
  }
  return { kept, notes };
}

/** Annotations of an object that are allowed and that the catalog takes; long ones are left out. */
export function carriedAnnotations(
  annotations: Record<string, string>,
  allowed: string[],
): { kept: Record<string, string>; notes: string[] } {
  const kept: Record<string, string> = {};
  const notes: string[] = [];
  for (const key of Object.keys(annotations).sort()) {
    if (!isReserved(key) && matchesGlob(allowed, key)) {
      const value = annotations[key];
      if (!KubernetesValidatorFunctions.isValidAnnotationKey(key)) {
        notes.push(
          `the annotation ${cleanText(
            key,
            100,
          )} is left out: the catalog refuses its key`,
        );
      } else if (value.length > LONGEST_ANNOTATION) {
        notes.push(
          `the annotation ${key} is left out: it is longer than ${LONGEST_ANNOTATION} characters`,
        );
      } else {
        kept[key] = cleanText(value, LONGEST_ANNOTATION);
      }
    }
  }
  return { kept, notes };
}
