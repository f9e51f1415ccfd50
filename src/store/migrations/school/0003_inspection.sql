-- How it was shown, when it went on record and by whom: NULL of what is older than this, which was then shown at school.
ALTER TABLE dossier ADD COLUMN inspected_how TEXT CHECK (inspected_how IN ('getoond', 'afgedrukt', 'digitaal', 'in-las'));
ALTER TABLE dossier ADD COLUMN inspection_at INTEGER;
ALTER TABLE dossier ADD COLUMN inspection_account TEXT;
UPDATE dossier SET inspected_how = 'getoond' WHERE inspected_on IS NOT NULL;
