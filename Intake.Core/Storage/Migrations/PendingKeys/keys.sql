-- Keys that an enrolment made beside those in force, until a certificate names them.
CREATE TABLE intake.pending_keys (
    staff_id uuid NOT NULL,
    encryption_key bytea NOT NULL,
    signing_key bytea NOT NULL,
    password_salt bytea NOT NULL,
    password_verifier bytea NOT NULL,
    sealed_keys bytea NOT NULL,
    recovery_salt bytea NOT NULL,
    recovery_verifier bytea NOT NULL,
    sealed_recovery_keys bytea NOT NULL,
    sealed_totp bytea NOT NULL,
    totp_last_step bigint NOT NULL,
    CONSTRAINT pk_pending_keys PRIMARY KEY (staff_id),
    CONSTRAINT ck_pending_keys_encryption_key CHECK (octet_length(encryption_key) = 65),
    CONSTRAINT ck_pending_keys_password_salt CHECK (octet_length(password_salt) = 16),
    CONSTRAINT ck_pending_keys_password_verifier CHECK (octet_length(password_verifier) = 32),
    CONSTRAINT ck_pending_keys_recovery_salt CHECK (octet_length(recovery_salt) = 16),
    CONSTRAINT ck_pending_keys_recovery_verifier CHECK (octet_length(recovery_verifier) = 32),
    CONSTRAINT ck_pending_keys_signing_key CHECK (octet_length(signing_key) = 65),
    CONSTRAINT fk_pending_keys_staff_id FOREIGN KEY (staff_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT
);
