import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Type of the resource that permissions on requests are about. Its resource refs are
 * `platform/promise/namespace/name`.
 *
 * @public
 */
export const RESOURCE_TYPE_KRATIX_REQUEST = 'kratix-request';

/** Platforms, Promises, Destinations, state stores and the ingestion report. @public */
export const kratixPlatformReadPermission = createPermission({
  name: 'kratix.platform.read',
  attributes: { action: 'read' },
});

/** Releasing removals that the catalog module holds back. The catalog asks for it. @public */
export const kratixIngestionApprovePermission = createPermission({
  name: 'kratix.ingestion.approve',
  attributes: { action: 'update' },
});

/** @public */
export const kratixRequestReadPermission = createPermission({
  name: 'kratix.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** Judged on the proposed request. @public */
export const kratixRequestCreatePermission = createPermission({
  name: 'kratix.request.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** @public */
export const kratixRequestUpdatePermission = createPermission({
  name: 'kratix.request.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** @public */
export const kratixRequestDeletePermission = createPermission({
  name: 'kratix.request.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** Reconcile, pause, resume and choice of version. @public */
export const kratixRequestReconcilePermission = createPermission({
  name: 'kratix.request.reconcile',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** Logs, events and files of a request. @public */
export const kratixLogReadPermission = createPermission({
  name: 'kratix.log.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_KRATIX_REQUEST,
});

/** All permissions of the plugin. @public */
export const kratixPermissions = [
  kratixPlatformReadPermission,
  kratixIngestionApprovePermission,
  kratixRequestReadPermission,
  kratixRequestCreatePermission,
  kratixRequestUpdatePermission,
  kratixRequestDeletePermission,
  kratixRequestReconcilePermission,
  kratixLogReadPermission,
];
