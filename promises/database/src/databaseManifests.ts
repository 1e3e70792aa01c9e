/** A database as its request asks for it. */
export interface Database {
  name: string;
  engine: 'postgres' | 'mysql';
  version: string;
  size: 'small' | 'medium' | 'large';
  environment: 'dev' | 'staging' | 'prod';
}

/** Where a manifest comes from, as labels that Kratix's own objects carry too. */
export interface Origin {
  promiseName: string;
  requestName: string;
}

/**
 * API group of the composite. It is not the Promise's: Crossplane makes a CRD of its own for a
 * composite, and two CRDs of one group and plural on one cluster would overwrite each other.
 */
const COMPOSITE_GROUP = 'infrastructure.kratix-backstage.io';

const SERVERS = {
  postgres: { scheme: 'postgresql', port: 5432 },
  mysql: { scheme: 'mysql', port: 3306 },
};

function labelsOf({ promiseName, requestName }: Origin) {
  return {
    'kratix.io/promise-name': promiseName,
    'kratix.io/resource-name': requestName,
  };
}

/** The namespace of a database, which nothing else lives in. */
export function databaseNamespace({ name }: Database): string {
  return `db-${name}`;
}

/** The namespace's manifest. It admits only Pods that ask for no privileges. */
export function namespaceManifest(database: Database, origin: Origin): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: databaseNamespace(database),
      labels: {
        ...labelsOf(origin),
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
}

/** The Crossplane composite (namespaced, as of Crossplane 2) that stands for the database. */
export function compositeManifest(database: Database, origin: Origin): object {
  const { name, engine, version, size, environment } = database;
  return {
    apiVersion: `${COMPOSITE_GROUP}/v1alpha1`,
    kind: 'DatabaseInstance',
    metadata: {
      name,
      namespace: databaseNamespace(database),
      labels: labelsOf(origin),
    },
    spec: {
      engine,
      version,
      size,
      environment,
      crossplane: {
        compositionSelector: {
          matchLabels: { [`${COMPOSITE_GROUP}/engine`]: engine },
        },
      },
    },
  };
}

/** Where clients connect to. User and password are in the database's own Secret, never here. */
export function connectionString(database: Database): string {
  const { scheme, port } = SERVERS[database.engine];
  const host = `${database.name}.${databaseNamespace(
    database,
  )}.svc.cluster.local`;
  return `${scheme}://${host}:${port}/${database.name}`;
}
