-- What a source did about a request afterwards; the notices that came in as a target; the days on which who waits was
-- told.
ALTER TABLE request ADD COLUMN notified_at INTEGER;
ALTER TABLE request ADD COLUMN put_aside_at INTEGER;

CREATE TABLE notice (
  sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  source        TEXT NOT NULL,
  source_number INTEGER NOT NULL,
  target        TEXT NOT NULL,
  target_number INTEGER NOT NULL,
  at            INTEGER NOT NULL,
  seen_at       INTEGER
) STRICT;
CREATE INDEX notice_of_school ON notice (target, at);

CREATE TABLE reminder_day (
  day TEXT NOT NULL PRIMARY KEY
) STRICT;
