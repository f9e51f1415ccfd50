-- What a school system keeps. Moments are microseconds since 1970 UTC; words are the wire names of the data set and the
-- protocol. A search key is personal data, derived one way from the pupil's number.
CREATE TABLE dossier (
  sequence          INTEGER PRIMARY KEY AUTOINCREMENT,
  id                TEXT NOT NULL UNIQUE,
  school            TEXT NOT NULL,
  version           TEXT NOT NULL,
  kind              TEXT NOT NULL CHECK (kind IN ('overstapdossier', 'overdrachtbinnenbrin', 'swv-dossier')),
  profile           TEXT,
  document          TEXT NOT NULL,
  document_size     INTEGER NOT NULL,
  document_sha256   TEXT NOT NULL CHECK (length(document_sha256) = 64),
  collected_at      INTEGER NOT NULL,
  inspected_on      TEXT,
  inspected_by      TEXT CHECK (inspected_by IN ('ouder', 'leerling')),
  agreement         TEXT CHECK (agreement IN ('Ja', 'Nee', 'Onbekend')),
  consent           TEXT CHECK (consent IN ('not-needed', 'given', 'refused')),
  offer_key         BLOB,
  offer_target      TEXT,  -- absent: whichever school asks
  offer_ready_at    INTEGER,
  CHECK ((offer_key IS NULL) = (offer_ready_at IS NULL))
) STRICT;
CREATE INDEX dossier_of_school ON dossier (school, collected_at);
CREATE INDEX dossier_offered ON dossier (school, offer_key, collected_at) WHERE offer_key IS NOT NULL;

CREATE TABLE request (
  sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
  session       TEXT NOT NULL,
  source        TEXT NOT NULL,
  source_number INTEGER NOT NULL,
  target        TEXT NOT NULL,
  target_number INTEGER NOT NULL,
  search_key    BLOB NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('overstapdossier', 'overdrachtbinnenbrin', 'swv-dossier')),
  at            INTEGER NOT NULL,
  result        TEXT,
  UNIQUE (session, source, source_number)
) STRICT;
CREATE INDEX request_of_school ON request (source, at);

CREATE TABLE intake (
  sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
  id                 TEXT NOT NULL UNIQUE,
  target             TEXT NOT NULL,
  target_number      INTEGER NOT NULL,
  source             TEXT NOT NULL,
  search_key         BLOB NOT NULL,
  kind               TEXT NOT NULL CHECK (kind IN ('overstapdossier', 'overdrachtbinnenbrin', 'swv-dossier')),
  asked_at           INTEGER NOT NULL,
  state              TEXT NOT NULL CHECK (state IN ('asked', 'imported', 'confirmed', 'without-dossier')),
  session            TEXT,
  answered_by        TEXT,
  answered_by_number INTEGER,
  result             TEXT,
  document           TEXT,
  document_size      INTEGER,
  document_sha256    TEXT CHECK (length(document_sha256) = 64)
) STRICT;
CREATE INDEX intake_of_school ON intake (target, asked_at);
CREATE UNIQUE INDEX intake_unfinished ON intake (target, target_number, source, search_key, kind)
  WHERE state IN ('asked', 'imported');
CREATE INDEX intake_unfinished_by_age ON intake (asked_at) WHERE state IN ('asked', 'imported');

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
