-- What the centre keeps. Moments are microseconds since 1970 UTC; words are the wire names of the protocol.
CREATE TABLE board (
  number TEXT NOT NULL PRIMARY KEY,
  name   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE school (
  brin   TEXT NOT NULL PRIMARY KEY,
  name   TEXT NOT NULL,
  sector TEXT NOT NULL CHECK (sector IN ('PO', 'SO', 'VO', 'VSO', 'SWV')),
  board  TEXT NOT NULL REFERENCES board
) STRICT, WITHOUT ROWID;

CREATE TABLE supplier (
  oin  TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_point (
  school   TEXT NOT NULL REFERENCES school,
  number   INTEGER NOT NULL CHECK (number BETWEEN 0 AND 9999),
  purpose  TEXT NOT NULL CHECK (purpose IN ('OV', 'PaO')),
  sector   TEXT NOT NULL CHECK (sector IN ('PO', 'SO', 'VO', 'VSO', 'SWV')),
  supplier TEXT NOT NULL REFERENCES supplier,
  url      TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('inactive', 'active')),  -- its history is in audit_event
  PRIMARY KEY (school, number)
) STRICT, WITHOUT ROWID;

-- What a session was about stands here as it was then: it refers to no other table.
CREATE TABLE session (
  id              TEXT NOT NULL PRIMARY KEY,
  source          TEXT NOT NULL,
  source_number   INTEGER,
  target          TEXT NOT NULL,
  target_number   INTEGER NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('overstapdossier', 'overdrachtbinnenbrin', 'swv-dossier')),
  key_digest      BLOB NOT NULL CHECK (length(key_digest) = 32),
  target_supplier TEXT NOT NULL,
  opened_at       INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  closed_at       INTEGER,
  result          TEXT,
  result_source   TEXT,
  result_number   INTEGER,
  CHECK ((closed_at IS NULL) = (result IS NULL)
     AND (closed_at IS NULL) = (result_source IS NULL)
     AND (closed_at IS NULL) = (result_number IS NULL))
) STRICT;

-- An entry is an audit event as one line of JSON. Positions are 0, 1, 2, ... without gaps, in the order of commits.
CREATE TABLE audit_event (
  position INTEGER NOT NULL PRIMARY KEY,
  entry    TEXT NOT NULL
) STRICT;

-- sqlite:
CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
CREATE TRIGGER audit_event_is_not_deleted BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;
-- postgres:
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$;
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
-- end
