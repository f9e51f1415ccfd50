-- The digest of what is inspected; NULL of dossiers that are older than this.
ALTER TABLE dossier ADD COLUMN content TEXT CHECK (length(content) = 64);
