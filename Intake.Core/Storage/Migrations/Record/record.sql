-- What staff and reporters signed of a report's open columns, step by step. The rows outlive the report.
CREATE TABLE intake.state_record (
    report_id uuid NOT NULL,
    number integer NOT NULL,
    made_on date NOT NULL,
    sealed bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT pk_state_record PRIMARY KEY (report_id, number),
    CONSTRAINT ck_state_record_hash CHECK (octet_length(hash) = 32)
);
CREATE INDEX ix_state_record_made_on ON intake.state_record (made_on);

-- Removals of reports: only these take the rows away from leaves of the daily roots, and only entries'.
CREATE TABLE intake.removal (
    id uuid NOT NULL,
    number integer NOT NULL,
    day date NOT NULL,
    report_id uuid NOT NULL,
    reason smallint NOT NULL,
    until date,
    leaf_count integer NOT NULL,
    tree bytea NOT NULL,
    previous bytea NOT NULL,
    signature bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT pk_removal PRIMARY KEY (id),
    CONSTRAINT ck_removal_hash CHECK (octet_length(hash) = 32),
    CONSTRAINT ck_removal_previous CHECK (octet_length(previous) = 32),
    CONSTRAINT ck_removal_reason CHECK (reason IN (1, 2)),
    CONSTRAINT ck_removal_signature CHECK (octet_length(signature) = 64),
    CONSTRAINT ck_removal_tree CHECK (octet_length(tree) = 32)
);
CREATE UNIQUE INDEX ux_removal_number ON intake.removal (number);
CREATE UNIQUE INDEX ux_removal_report_id ON intake.removal (report_id);

CREATE TABLE intake.removal_leaf (
    removal_id uuid NOT NULL,
    entry_hash bytea NOT NULL,
    CONSTRAINT pk_removal_leaf PRIMARY KEY (removal_id, entry_hash),
    CONSTRAINT ck_removal_leaf_entry_hash CHECK (octet_length(entry_hash) = 32),
    CONSTRAINT fk_removal_leaf_removal_id FOREIGN KEY (removal_id) REFERENCES intake.removal (id) ON DELETE RESTRICT
);

ALTER TABLE intake.root_leaf DROP COLUMN retired_on;

-- The chain over each day's audit rows.
CREATE TABLE intake.audit_day (
    day date NOT NULL,
    count integer NOT NULL,
    head bytea NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT pk_audit_day PRIMARY KEY (day),
    CONSTRAINT ck_audit_day_head CHECK (octet_length(head) = 32),
    CONSTRAINT ck_audit_day_salt CHECK (octet_length(salt) = 32)
);

-- Administrators' signatures under roots.
CREATE TABLE intake.root_countersignature (
    day date NOT NULL,
    certificate_id bytea NOT NULL,
    scheme_id uuid NOT NULL,
    signature bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_root_countersignature PRIMARY KEY (day, certificate_id),
    CONSTRAINT ck_root_countersignature_certificate_id CHECK (octet_length(certificate_id) = 32),
    CONSTRAINT ck_root_countersignature_signature CHECK (octet_length(signature) = 64)
);

-- As before, and a day's state records too.
ALTER FUNCTION intake.shuffle(date) RENAME TO shuffle_reports;
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_reports(day);
    FOR place IN SELECT report_id, number FROM intake.state_record WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake.state_record SET sealed = sealed || ''::bytea WHERE report_id = place.report_id AND number = place.number;
    END LOOP;
END $$;
