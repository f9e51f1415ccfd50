-- Keys of documents at rest. A document's own key lies wrapped by its school's, and that one by the root key, which is
-- not here. A document that has no row is one that was written in plain before there were keys.
CREATE TABLE school_key (
  school     TEXT NOT NULL,
  id         TEXT NOT NULL,
  root       TEXT NOT NULL,
  wrapped    BLOB NOT NULL,
  made_at    INTEGER NOT NULL,
  retired_at INTEGER,
  PRIMARY KEY (school, id)
) STRICT;
CREATE UNIQUE INDEX school_key_in_use ON school_key (school) WHERE retired_at IS NULL;

CREATE TABLE data_key (
  owner      TEXT NOT NULL PRIMARY KEY,
  school     TEXT NOT NULL,
  school_key TEXT NOT NULL,
  wrapped    BLOB NOT NULL,
  made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX data_key_of_school ON data_key (school, school_key, owner);
