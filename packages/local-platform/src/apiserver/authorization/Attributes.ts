/** What is to be done with which objects. */
export interface ResourceAttributes {
  /** For example `get`, `watch`, `deletecollection`, `impersonate`. */
  verb: string;
  group: string;
  version: string;
  resource: string;
  /** '' when it is about the object itself. */
  subresource: string;
  /** '' for cluster-scoped objects, and for all namespaces. */
  namespace: string;
  /** '' when it is about no single object. */
  name: string;
}

/** What is to be done with a path that names no objects, such as `/apis`. */
export interface PathAttributes {
  /** The HTTP method in lower case. */
  verb: string;
  path: string;
}

/** What a request asks for, as far as it matters for whether it is allowed. */
export type Attributes = ResourceAttributes | PathAttributes;
