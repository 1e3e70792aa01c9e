import type Database from 'better-sqlite3';

/** The steps that made the schema, in order; each runs once per file. */
const steps = [
  `
  CREATE TABLE objects (
    grp TEXT NOT NULL, resource TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
    uid TEXT NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (grp, resource, namespace, name)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX objects_uid ON objects (uid);
  CREATE INDEX objects_namespace ON objects (namespace);
  CREATE TABLE events (
    version INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL,
    grp TEXT NOT NULL, resource TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
    json TEXT NOT NULL, previous TEXT, previous_version INTEGER
  );
  INSERT INTO sqlite_sequence (name, seq) VALUES ('events', 1);
  CREATE INDEX events_resource ON events (grp, resource, version);
  CREATE TABLE owners (uid TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (owner, uid)) WITHOUT ROWID;
  CREATE INDEX owners_uid ON owners (uid);
  CREATE TABLE history (compacted INTEGER NOT NULL);
  INSERT INTO history (compacted) VALUES (0);
  `,
  `CREATE TABLE certificate (key TEXT NOT NULL, certificate TEXT NOT NULL)`,
  `CREATE TABLE token_key (key BLOB NOT NULL)`,
];

/** Brings the schema of a database file up to date. Refuses a file that a newer version wrote. */
export function migrate(db: Database.Database): void {
  const done = Number(db.pragma('user_version', { simple: true }));
  if (done > steps.length) {
    throw new Error(
      `The data in ${db.name} was written by a newer version of the local platform. Update it, or remove the file to start anew.`,
    );
  }
  db.transaction(() => {
    for (const step of steps.slice(done)) db.exec(step);
    db.pragma(`user_version = ${steps.length}`);
  })();
}
