-- An announcement that nothing shows to be the installation's own is made again, with its month.
DELETE FROM intake.deletion;
ALTER TABLE intake.deletion ADD COLUMN seal bytea NOT NULL;
ALTER TABLE intake.deletion ADD CONSTRAINT ck_deletion_seal CHECK (octet_length(seal) = 32);
