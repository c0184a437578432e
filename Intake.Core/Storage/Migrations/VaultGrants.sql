-- The vault's rights, as Grants.sql: web writes, reads and withdraws; the worker deletes and sees no secret.
REVOKE ALL ON SCHEMA vault FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM PUBLIC, {web}, {worker};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC, {web}, {worker};
GRANT USAGE ON SCHEMA vault TO {web}, {worker};
GRANT SELECT ON vault.migration, vault.installation TO {web}, {worker};
GRANT SELECT, INSERT, DELETE ON vault.vault_secret TO {web};
GRANT SELECT (report_id, made_on), DELETE ON vault.vault_secret TO {worker};
GRANT EXECUTE ON FUNCTION vault.rewrite() TO {worker};
