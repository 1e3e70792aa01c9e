import type { KubeObject } from '../../../kube';
import { dns1123Subdomain } from '../../objects/names';
import { applyDefaults } from '../../schema/applyDefaults';
import { prune } from '../../schema/prune';
import { ageOf } from '../humanDuration';
import { ageColumn, nameColumn } from '../columns';
import { allVerbs, ServedResource, TableColumn } from '../ServedResource';
import { findJsonPath } from './jsonPath';
import type { Crd, CrdVersion } from './readCrd';

function printerColumn(column: CrdVersion['columns'][number]): TableColumn {
  return {
    name: column.name,
    type: column.type,
    format: column.format,
    description: column.description,
    priority: column.priority,
    cell(object, now) {
      const found = findJsonPath(object, column.jsonPath);
      if (found.length === 0 || found[0] === null) return null;
      const [value] = found;
      if (column.type === 'date') return ageOf(value, now);
      if (column.type === 'string') {
        return found
          .map(one => (typeof one === 'string' ? one : JSON.stringify(one)))
          .join(',');
      }
      return typeof value === 'number' || typeof value === 'boolean'
        ? value
        : null;
    },
  };
}

function selectable(paths: string[]): ServedResource['selectableFields'] {
  return Object.fromEntries(
    paths.map(path => [
      path.replace(/^\./, ''),
      (object: KubeObject) => String(findJsonPath(object, path)[0] ?? ''),
    ]),
  );
}

/** What a CRD makes served: one resource per served version. */
export function customResources(
  crd: Crd,
  terminating: boolean,
): ServedResource[] {
  const storageVersion = crd.versions.find(version => version.storage)?.name;
  const storageApiVersion = `${crd.group}/${storageVersion}`;
  return crd.versions
    .filter(version => version.served)
    .map(version => {
      const apiVersion = `${crd.group}/${version.name}`;
      return {
        group: crd.group,
        version: version.name,
        resource: crd.plural,
        kind: crd.kind,
        listKind: crd.listKind,
        singular: crd.singular,
        shortNames: crd.shortNames,
        categories: crd.categories,
        namespaced: crd.namespaced,
        hasStatus: version.hasStatus,
        hasGeneration: true,
        custom: true,
        verbs: allVerbs,
        storage: { group: crd.group, resource: crd.plural },
        schema: version.schema,
        columns: [
          nameColumn,
          ...(version.columns.length
            ? version.columns.map(printerColumn)
            : [ageColumn]),
        ],
        nameRule: dns1123Subdomain,
        selectableFields: selectable(version.selectableFields),
        toStored: object => ({ ...object, apiVersion: storageApiVersion }),
        fromStored(object) {
          const read = { ...object, apiVersion };
          prune(read, version.schema);
          applyDefaults(read, version.schema);
          return read;
        },
        prepareCreate: version.hasStatus
          ? object => {
              delete object.status;
            }
          : undefined,
        creationRefused: terminating
          ? 'create not allowed while custom resource definition is terminating'
          : undefined,
      };
    });
}
