-- What the centre keeps. Moments are microseconds since 1970 UTC; words are the wire names of the protocol.

-- The register is what its changes add up to: the last of each kind and key. A value is JSON (exchange/register_json.h).
CREATE TABLE register_change (
  version INTEGER NOT NULL PRIMARY KEY,  -- 1, 2, 3, ...
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  why     TEXT NOT NULL,
  kind    TEXT NOT NULL,
  key     TEXT NOT NULL,
  value   TEXT NOT NULL
) STRICT;
CREATE INDEX register_change_of_entry ON register_change (kind, key, version);

-- What a session was about stands here as it was then: it refers to no other table. Ids are in the order of opening.
CREATE TABLE session (
  id              TEXT NOT NULL PRIMARY KEY,
  source          TEXT NOT NULL,
  source_number   INTEGER,
  target          TEXT NOT NULL,
  target_number   INTEGER NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('overstapdossier', 'overdrachtbinnenbrin', 'swv-dossier')),
  blinding        BLOB NOT NULL CHECK (length(blinding) = 16),
  key_digest      BLOB NOT NULL CHECK (length(key_digest) = 32),
  target_supplier TEXT NOT NULL,
  opened_at       INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  opened_position INTEGER NOT NULL,  -- of session-opened in audit_event
  closed_at       INTEGER,
  result          TEXT,
  result_source   TEXT,
  result_number   INTEGER,
  closed_position INTEGER,
  idempotency     BLOB,
  CHECK ((closed_at IS NULL) = (result IS NULL)
     AND (closed_at IS NULL) = (result_source IS NULL)
     AND (closed_at IS NULL) = (result_number IS NULL)
     AND (closed_at IS NULL) = (closed_position IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_of_idempotency_key ON session (idempotency) WHERE idempotency IS NOT NULL;

-- A koppelsleutel: one dossier at two systems.
CREATE TABLE link (
  key           TEXT NOT NULL PRIMARY KEY,
  source        TEXT NOT NULL,
  source_number INTEGER NOT NULL,
  target        TEXT NOT NULL,
  target_number INTEGER NOT NULL,
  issued_at     INTEGER NOT NULL,
  idempotency   BLOB
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX link_of_idempotency_key ON link (idempotency) WHERE idempotency IS NOT NULL;

-- An entry is an audit event as one line of JSON. Positions are 0, 1, 2, ... without gaps, in the order of commits.
CREATE TABLE audit_event (
  position INTEGER NOT NULL PRIMARY KEY,
  entry    TEXT NOT NULL
) STRICT;

-- The Merkle tree over audit_event (docs/log.md), as of the last signed checkpoint. A tile that grows is written over:
-- it begins as it was.
CREATE TABLE log_tile (
  level  INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hashes BLOB NOT NULL,  -- 1 to 256 of 32 bytes
  PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_checkpoint (
  only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
  size     INTEGER NOT NULL,
  note     TEXT NOT NULL
) STRICT;

-- Sessions of a day (UTC) that is over, counted once (center/statistics.h).
CREATE TABLE statistic (
  day       TEXT NOT NULL,
  dimension TEXT NOT NULL,
  value     TEXT NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (day, dimension, value)
) STRICT, WITHOUT ROWID;

-- sqlite:
CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
CREATE TRIGGER audit_event_is_not_deleted BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
CREATE TRIGGER register_change_is_not_changed BEFORE UPDATE ON register_change
BEGIN SELECT RAISE(ABORT, 'register_change is append-only'); END;
CREATE TRIGGER register_change_is_not_deleted BEFORE DELETE ON register_change
BEGIN SELECT RAISE(ABORT, 'register_change is append-only'); END;
-- postgres:
CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
CREATE TRIGGER register_change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_change
FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
-- end
