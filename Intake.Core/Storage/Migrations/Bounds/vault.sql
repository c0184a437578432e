ALTER TABLE vault.vault_secret ADD CONSTRAINT ck_vault_secret_made_on_year CHECK (made_on >= '1900-01-01' AND made_on < '3000-01-01');
