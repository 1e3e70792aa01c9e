/**
 * Annotation keys on catalog entities, requests and Promises.
 *
 * The `kratix.io/` keys carry the coordinates of a Promise or a request and are those that Kratix's
 * own Backstage integration uses, so that entities made by either are understood. The
 * `kratix.backstage.io/` keys are ours.
 *
 * @public
 */
export const KratixAnnotations = {
  type: 'kratix.io/type',
  promiseName: 'kratix.io/promise-name',
  group: 'kratix.io/group',
  version: 'kratix.io/version',
  kind: 'kratix.io/kind',
  name: 'kratix.io/name',
  namespace: 'kratix.io/namespace',
  /** Entity: the configured name of the platform that the coordinates belong to. */
  platform: 'kratix.backstage.io/platform',
  /** Request: entity reference of the group that owns it. */
  owner: 'kratix.backstage.io/owner',
  /** Request: entity reference of the person or service that asked for it; written by the backend. */
  requestedBy: 'kratix.backstage.io/requested-by',
  /** Promise: hints for its form, as YAML. */
  uiSchema: 'kratix.backstage.io/ui-schema',
  /** Promise: entity reference of the Template that requests it. */
  template: 'kratix.backstage.io/template',
  /**
   * Promise: entity reference of the Template that changes an existing request of it. The pages open
   * it with the form filled in: the top-level fields of the request's `spec` by their names, and
   * `requestPlatform`, `requestNamespace`, `requestName` for the request itself.
   */
  updateTemplate: 'kratix.backstage.io/update-template',
  /** Promise: name to show to people. Default: the kind of its API, or its name. */
  title: 'kratix.backstage.io/title',
  /** Promise: one sentence that says what it gives. Default: the description in its API's schema. */
  description: 'kratix.backstage.io/description',
  /**
   * Promise: comma-separated field paths (for example `spec.id`) whose value only one request on a
   * platform may hold. Kratix has no admission for requests; the backend checks it.
   */
  uniqueFields: 'kratix.backstage.io/unique-fields',
} as const;
