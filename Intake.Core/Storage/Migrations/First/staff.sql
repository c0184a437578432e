-- Staff, what certifies their keys, their sessions, and the audit trail.

CREATE TABLE intake.staff_member (
    id uuid NOT NULL,
    scheme_id uuid,
    email varchar(254) NOT NULL,
    full_name varchar(200) NOT NULL,
    roles smallint NOT NULL,
    state smallint NOT NULL,
    encryption_key bytea,
    signing_key bytea,
    password_salt bytea,
    password_verifier bytea,
    sealed_keys bytea,
    recovery_salt bytea,
    sealed_recovery_keys bytea,
    recovery_verifier bytea,
    sealed_totp bytea,
    totp_last_step bigint NOT NULL,
    failed_sign_ins integer NOT NULL,
    locked_until timestamptz,
    created_on date NOT NULL,
    CONSTRAINT pk_staff_member PRIMARY KEY (id),
    CONSTRAINT ck_staff_member_email CHECK (email = lower(email)),
    CONSTRAINT ck_staff_member_encryption_key CHECK (octet_length(encryption_key) = 65),
    CONSTRAINT ck_staff_member_password_salt CHECK (octet_length(password_salt) = 16),
    CONSTRAINT ck_staff_member_password_verifier CHECK (octet_length(password_verifier) = 32),
    CONSTRAINT ck_staff_member_recovery_salt CHECK (octet_length(recovery_salt) = 16),
    CONSTRAINT ck_staff_member_recovery_verifier CHECK (octet_length(recovery_verifier) = 32),
    CONSTRAINT ck_staff_member_roles CHECK (roles BETWEEN 1 AND 15),
    CONSTRAINT ck_staff_member_signing_key CHECK (octet_length(signing_key) = 65),
    CONSTRAINT ck_staff_member_state CHECK (state IN (1, 2, 3, 4)),
    CONSTRAINT fk_staff_member_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_staff_member_scheme_id ON intake.staff_member (scheme_id);
CREATE UNIQUE INDEX ux_staff_member_email ON intake.staff_member (email);

CREATE TABLE intake.staff_unit (
    staff_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT pk_staff_unit PRIMARY KEY (staff_id, unit_id),
    CONSTRAINT fk_staff_unit_staff_id FOREIGN KEY (staff_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_staff_unit_unit_id FOREIGN KEY (unit_id) REFERENCES intake.unit (id) ON DELETE RESTRICT
);
CREATE INDEX ix_staff_unit_unit_id ON intake.staff_unit (unit_id);

CREATE TABLE intake.invitation (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    expires_on date NOT NULL,
    used_on date,
    CONSTRAINT pk_invitation PRIMARY KEY (id),
    CONSTRAINT ck_invitation_token_hash CHECK (octet_length(token_hash) = 32),
    CONSTRAINT fk_invitation_staff_id FOREIGN KEY (staff_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_invitation_staff_id ON intake.invitation (staff_id);
CREATE UNIQUE INDEX ux_invitation_token_hash ON intake.invitation (token_hash);

CREATE TABLE intake.certificate (
    id bytea NOT NULL,
    scheme_id uuid NOT NULL,
    person_id uuid NOT NULL,
    serial integer NOT NULL,
    body bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_certificate PRIMARY KEY (id),
    CONSTRAINT ck_certificate_id CHECK (octet_length(id) = 32),
    CONSTRAINT fk_certificate_person_id FOREIGN KEY (person_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_certificate_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_certificate_scheme_id ON intake.certificate (scheme_id);
CREATE UNIQUE INDEX ux_certificate_person_id_serial ON intake.certificate (person_id, serial);

CREATE TABLE intake.certificate_signature (
    certificate_id bytea NOT NULL,
    signer bytea NOT NULL,
    signature bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_certificate_signature PRIMARY KEY (certificate_id, signer),
    CONSTRAINT ck_certificate_signature_certificate_id CHECK (octet_length(certificate_id) = 32),
    CONSTRAINT ck_certificate_signature_signature CHECK (octet_length(signature) = 64),
    CONSTRAINT ck_certificate_signature_signer CHECK (octet_length(signer) = 32),
    CONSTRAINT fk_certificate_signature_certificate_id FOREIGN KEY (certificate_id)
        REFERENCES intake.certificate (id) ON DELETE RESTRICT
);

CREATE TABLE intake.revocation (
    id bytea NOT NULL,
    scheme_id uuid NOT NULL,
    certificate_id bytea NOT NULL,
    body bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_revocation PRIMARY KEY (id),
    CONSTRAINT ck_revocation_certificate_id CHECK (octet_length(certificate_id) = 32),
    CONSTRAINT ck_revocation_id CHECK (octet_length(id) = 32),
    CONSTRAINT fk_revocation_certificate_id FOREIGN KEY (certificate_id) REFERENCES intake.certificate (id) ON DELETE RESTRICT,
    CONSTRAINT fk_revocation_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_revocation_certificate_id ON intake.revocation (certificate_id);
CREATE INDEX ix_revocation_scheme_id ON intake.revocation (scheme_id);

CREATE TABLE intake.revocation_signature (
    revocation_id bytea NOT NULL,
    signer bytea NOT NULL,
    signature bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_revocation_signature PRIMARY KEY (revocation_id, signer),
    CONSTRAINT ck_revocation_signature_revocation_id CHECK (octet_length(revocation_id) = 32),
    CONSTRAINT ck_revocation_signature_signature CHECK (octet_length(signature) = 64),
    CONSTRAINT ck_revocation_signature_signer CHECK (octet_length(signer) = 32),
    CONSTRAINT fk_revocation_signature_revocation_id FOREIGN KEY (revocation_id)
        REFERENCES intake.revocation (id) ON DELETE RESTRICT
);

CREATE TABLE intake.staff_session (
    id bytea NOT NULL,
    staff_id uuid NOT NULL,
    sealed bytea NOT NULL,
    ring_hour integer NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_staff_session PRIMARY KEY (id),
    CONSTRAINT ck_staff_session_id CHECK (octet_length(id) = 32),
    CONSTRAINT fk_staff_session_staff_id FOREIGN KEY (staff_id) REFERENCES intake.staff_member (id) ON DELETE CASCADE
);
CREATE INDEX ix_staff_session_expires_at ON intake.staff_session (expires_at);
CREATE INDEX ix_staff_session_staff_id ON intake.staff_session (staff_id);

CREATE TABLE intake.ring_key (
    hour integer NOT NULL,
    wrapped bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_ring_key PRIMARY KEY (hour)
);

CREATE TABLE intake.audit (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    action smallint NOT NULL,
    scheme_id uuid,
    sealed bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id),
    CONSTRAINT ck_audit_action
        CHECK (action IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)),
    CONSTRAINT ck_audit_hash CHECK (octet_length(hash) = 32)
);
CREATE INDEX ix_audit_at ON intake.audit (at);

-- Grants keep web and worker from the trail; this keeps the owner from a slip. Only the owner, having said so with
-- SET intake.audit_prune = 'on', deletes lines, and only those older than a year. Nobody updates or truncates.
CREATE FUNCTION intake.audit_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE'
        AND current_setting('intake.audit_prune', true) = 'on'
        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
        AND OLD.at < now() - interval '1 year'
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_keep_rows BEFORE UPDATE OR DELETE ON intake.audit
    FOR EACH ROW EXECUTE FUNCTION intake.audit_keep();

CREATE TRIGGER audit_keep_table BEFORE TRUNCATE ON intake.audit
    FOR EACH STATEMENT EXECUTE FUNCTION intake.audit_keep();
