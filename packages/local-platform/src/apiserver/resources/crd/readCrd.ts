import { z } from 'zod';
import type { KubeObject } from '../../../kube';
import {
  duplicate,
  FieldError,
  invalid,
  notSupported,
  required,
} from '../../fieldErrors';
import { dns1123Label, dns1123Subdomain } from '../../objects/names';
import type { Schema } from '../../schema/Schema';
import { readSchema } from './readSchema';

const path = 'spec';

const columnSchema = z.object({
  name: z.string().min(1),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date']),
  format: z.string().optional(),
  description: z.string().optional(),
  priority: z.number().int().optional(),
  jsonPath: z.string().min(1),
});

const versionSchema = z.object({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  deprecated: z.boolean().optional(),
  deprecationWarning: z.string().optional(),
  schema: z.object({ openAPIV3Schema: z.unknown() }).nullish(),
  subresources: z
    .object({ status: z.object({}).passthrough().nullish() })
    .passthrough()
    .nullish(),
  additionalPrinterColumns: z.array(columnSchema).nullish(),
  selectableFields: z.array(z.object({ jsonPath: z.string() })).nullish(),
});

const crdSchema = z.object({
  group: z.string(),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.object({
    plural: z.string(),
    singular: z.string().nullish(),
    kind: z.string().min(1),
    listKind: z.string().nullish(),
    shortNames: z.array(z.string()).nullish(),
    categories: z.array(z.string()).nullish(),
  }),
  versions: z.array(versionSchema).min(1),
  conversion: z
    .object({ strategy: z.string().optional() })
    .passthrough()
    .nullish(),
});

/** A version of a CRD as read. */
export interface CrdVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema: Schema;
  hasStatus: boolean;
  columns: z.infer<typeof columnSchema>[];
  selectableFields: string[];
}

/** A CustomResourceDefinition as read. */
export interface Crd {
  group: string;
  namespaced: boolean;
  plural: string;
  singular: string;
  kind: string;
  listKind: string;
  shortNames: string[];
  categories: string[];
  versions: CrdVersion[];
}

function issuePath(parts: (string | number)[]): string {
  return parts.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`,
    path,
  );
}

function readIssue(issue: z.ZodIssue): FieldError {
  const field = issuePath(issue.path);
  if (issue.code === 'invalid_type' && issue.received === 'undefined') {
    return required(field);
  }
  if (issue.code === 'invalid_enum_value') {
    return notSupported(field, issue.received, issue.options);
  }
  return invalid(field, null, issue.message);
}

/** Reads a CustomResourceDefinition. All its faults are added to `errors`; undefined when it cannot be read at all. */
export function readCrd(
  object: KubeObject,
  errors: FieldError[],
): Crd | undefined {
  const parsed = crdSchema.safeParse(object.spec ?? {});
  if (!parsed.success) {
    errors.push(...parsed.error.issues.map(readIssue));
    return undefined;
  }
  const { names, versions, ...spec } = parsed.data;
  checkNames(object, parsed.data, errors);
  return {
    group: spec.group,
    namespaced: spec.scope === 'Namespaced',
    plural: names.plural,
    singular: names.singular || names.kind.toLowerCase(),
    kind: names.kind,
    listKind: names.listKind || `${names.kind}List`,
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    versions: versions.map((version, index) => {
      const at = `${path}.versions[${index}]`;
      const raw = version.schema?.openAPIV3Schema;
      const schemaPath = `${at}.schema.openAPIV3Schema`;
      if (raw === undefined) {
        errors.push(required(schemaPath, 'schemas are required'));
      }
      const schema =
        raw === undefined ? {} : readSchema(raw, schemaPath, errors);
      if (raw !== undefined && schema.type !== 'object') {
        errors.push(
          invalid(
            `${schemaPath}.type`,
            schema.type ?? '',
            'must be object at the root',
          ),
        );
      }
      return {
        name: version.name,
        served: version.served,
        storage: version.storage,
        schema,
        hasStatus: Boolean(version.subresources?.status),
        columns: version.additionalPrinterColumns ?? [],
        selectableFields: (version.selectableFields ?? []).map(
          field => field.jsonPath,
        ),
      };
    }),
  };
}

function checkNames(
  object: KubeObject,
  { group, names, versions, conversion }: z.infer<typeof crdSchema>,
  errors: FieldError[],
): void {
  const expected = `${names.plural}.${group}`;
  if (object.metadata.name !== expected) {
    errors.push(
      invalid(
        'metadata.name',
        object.metadata.name,
        `must be spec.names.plural+"."+spec.group`,
      ),
    );
  }
  if (!group.includes('.')) {
    errors.push(
      invalid('spec.group', group, 'should be a domain with at least one dot'),
    );
  }
  errors.push(
    ...dns1123Subdomain(group).map(why => invalid('spec.group', group, why)),
    ...dns1123Label(names.plural).map(why =>
      invalid('spec.names.plural', names.plural, why),
    ),
    ...dns1123Label(names.kind.toLowerCase()).map(why =>
      invalid('spec.names.kind', names.kind, why),
    ),
  );
  const seen = new Set<string>();
  versions.forEach(({ name }, index) => {
    const field = `spec.versions[${index}].name`;
    if (seen.has(name)) errors.push(duplicate(field, name));
    seen.add(name);
    errors.push(...dns1123Label(name).map(why => invalid(field, name, why)));
  });
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      invalid(
        'spec.versions',
        versions.map(version => version.name),
        'must have exactly one version marked as storage version',
      ),
    );
  }
  const strategy = conversion?.strategy ?? 'None';
  if (strategy !== 'None') {
    errors.push(notSupported('spec.conversion.strategy', strategy, ['None']));
  }
}
