-- The vault: one secret a report, in a database of its own.
CREATE TABLE vault.vault_secret (
    report_id uuid NOT NULL,
    secret bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_vault_secret PRIMARY KEY (report_id),
    CONSTRAINT ck_vault_secret_secret CHECK (octet_length(secret) = 32)
);

-- Vacuum from the first dead row on, at full speed.
ALTER TABLE vault.vault_secret SET (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 0,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 0
);

-- Vacuum frees a row's place without overwriting it. Rewriting the table leaves the old file, and the secrets deleted
-- from it, behind; it also puts the rows in the order of their random ids. The worker may call this and no more.
CREATE FUNCTION vault.rewrite() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    CLUSTER vault.vault_secret USING pk_vault_secret;
END $$;
