-- The account that holds password and codes of this person; null for an account of its own. Such an account has keys and no way in.
ALTER TABLE intake.staff_member ADD COLUMN sign_in_id uuid;
ALTER TABLE intake.staff_member
    ADD CONSTRAINT fk_staff_member_sign_in_id FOREIGN KEY (sign_in_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT,
    ADD CONSTRAINT ck_staff_member_sign_in_id CHECK (sign_in_id IS NULL OR (sign_in_id <> id AND scheme_id IS NOT NULL
        AND num_nonnulls(password_salt, password_verifier, sealed_keys, recovery_salt, sealed_recovery_keys, recovery_verifier,
            sealed_totp) = 0));
CREATE INDEX ix_staff_member_sign_in_id ON intake.staff_member (sign_in_id);

-- An address signs in to one account, and is one person's in each scheme.
DROP INDEX intake.ux_staff_member_email;
CREATE UNIQUE INDEX ux_staff_member_email ON intake.staff_member (email) WHERE sign_in_id IS NULL;
DROP INDEX intake.ix_staff_member_scheme_id;
CREATE UNIQUE INDEX ux_staff_member_scheme_id_email ON intake.staff_member (scheme_id, email);

-- Keys that wait for a certificate in another scheme than the account's own come without password and codes.
ALTER TABLE intake.pending_keys
    ALTER COLUMN password_salt DROP NOT NULL,
    ALTER COLUMN password_verifier DROP NOT NULL,
    ALTER COLUMN sealed_keys DROP NOT NULL,
    ALTER COLUMN recovery_salt DROP NOT NULL,
    ALTER COLUMN recovery_verifier DROP NOT NULL,
    ALTER COLUMN sealed_recovery_keys DROP NOT NULL,
    ALTER COLUMN sealed_totp DROP NOT NULL,
    ADD CONSTRAINT ck_pending_keys_secrets CHECK (num_nonnulls(password_salt, password_verifier, sealed_keys, recovery_salt,
        recovery_verifier, sealed_recovery_keys, sealed_totp) IN (0, 7));
