import type Database from 'better-sqlite3';
import type { EventRow, ObjectRow } from './rows';

/** Reading an object costs far more than looking into its text. */
const holdsTexts =
  'NOT EXISTS (SELECT 1 FROM json_each(?) AS text WHERE instr(objects.json, text.value) = 0)';

type Find<Parameters extends unknown[], Row = ObjectRow> = Database.Statement<
  Parameters,
  Row
>;
type Change = Database.Statement<unknown[]>;

/** The statements of the object store. */
export interface Statements {
  get: Find<string[]>;
  byUid: Find<[string]>;
  all: Find<[string, string, string, string, string]>;
  inNamespace: Find<[string, string, string, string, string]>;
  put: Change;
  remove: Change;
  addEvent: Change;
  eventsSince: Find<[string, string, number, number], EventRow>;
  compact: Change;
  setCompacted: Change;
  clearOwners: Change;
  addOwner: Change;
  dependents: Find<[string]>;
  orphaned: Find<[]>;
  deleting: Find<[]>;
  namespaceContent: Find<[string]>;
}

/** Prepares the statements once for all calls. */
export function prepareStatements(db: Database.Database): Statements {
  return {
    get: db.prepare(
      'SELECT * FROM objects WHERE grp=? AND resource=? AND namespace=? AND name=?',
    ),
    byUid: db.prepare('SELECT * FROM objects WHERE uid=?'),
    all: db.prepare(
      `SELECT * FROM objects WHERE grp=? AND resource=? AND (namespace, name) > (?, ?) AND ${holdsTexts} ORDER BY namespace, name`,
    ),
    inNamespace: db.prepare(
      `SELECT * FROM objects WHERE grp=? AND resource=? AND namespace=? AND name > ? AND ${holdsTexts} ORDER BY name`,
    ),
    put: db.prepare(
      'INSERT INTO objects (grp, resource, namespace, name, uid, version, json) VALUES (?,?,?,?,?,?,?) ' +
        'ON CONFLICT (grp, resource, namespace, name) DO UPDATE SET uid=excluded.uid, version=excluded.version, json=excluded.json',
    ),
    remove: db.prepare(
      'DELETE FROM objects WHERE grp=? AND resource=? AND namespace=? AND name=?',
    ),
    addEvent: db.prepare(
      'INSERT INTO events (type, grp, resource, namespace, name, json, previous, previous_version) VALUES (?,?,?,?,?,?,?,?)',
    ),
    eventsSince: db.prepare(
      'SELECT * FROM events WHERE grp=? AND resource=? AND version > ? ORDER BY version LIMIT ?',
    ),
    compact: db.prepare('DELETE FROM events WHERE version <= ?'),
    setCompacted: db.prepare('UPDATE history SET compacted=?'),
    clearOwners: db.prepare('DELETE FROM owners WHERE uid=?'),
    addOwner: db.prepare(
      'INSERT OR IGNORE INTO owners (uid, owner) VALUES (?,?)',
    ),
    dependents: db.prepare(
      'SELECT objects.* FROM owners JOIN objects USING (uid) WHERE owner=?',
    ),
    orphaned: db.prepare(
      'SELECT DISTINCT objects.* FROM owners JOIN objects USING (uid) WHERE owner NOT IN (SELECT uid FROM objects)',
    ),
    deleting: db.prepare(
      "SELECT * FROM objects WHERE json_extract(json, '$.metadata.deletionTimestamp') IS NOT NULL",
    ),
    namespaceContent: db.prepare('SELECT * FROM objects WHERE namespace=?'),
  };
}
