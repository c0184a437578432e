-- Administrators' signatures, once a quarter, under the list of those who have access.
CREATE TABLE intake.access_attestation (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    quarter date NOT NULL,
    certificate_id bytea NOT NULL,
    list bytea NOT NULL,
    signature bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_access_attestation PRIMARY KEY (id),
    CONSTRAINT ck_access_attestation_certificate_id CHECK (octet_length(certificate_id) = 32),
    CONSTRAINT ck_access_attestation_list CHECK (octet_length(list) = 32),
    CONSTRAINT ck_access_attestation_signature CHECK (octet_length(signature) = 64),
    CONSTRAINT ck_access_attestation_years CHECK (quarter >= '1900-01-01' AND quarter < '3000-01-01' AND made_on >= '1900-01-01' AND made_on < '3000-01-01')
);
CREATE INDEX ix_access_attestation_scheme_id_quarter ON intake.access_attestation (scheme_id, quarter);

-- 38 is the audit's word for it.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38));
