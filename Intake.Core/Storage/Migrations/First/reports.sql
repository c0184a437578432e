-- Reports and all below them: deleting a report cascades to every row of it.
-- No column here has a time of day, and sealed bytes are not compressed: they do not shrink.

CREATE TABLE intake.report (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    received_on date NOT NULL,
    state smallint NOT NULL,
    lookup_hash bytea NOT NULL,
    mailbox_encryption_key bytea NOT NULL,
    mailbox_signing_key bytea NOT NULL,
    mailbox_wrap bytea NOT NULL,
    category varchar(64),
    severity smallint,
    closed_on date,
    keep_until date,
    legal_hold boolean NOT NULL,
    CONSTRAINT pk_report PRIMARY KEY (id),
    CONSTRAINT ck_report_lookup_hash CHECK (octet_length(lookup_hash) = 32),
    CONSTRAINT ck_report_mailbox_encryption_key CHECK (octet_length(mailbox_encryption_key) = 65),
    CONSTRAINT ck_report_mailbox_signing_key CHECK (octet_length(mailbox_signing_key) = 65),
    CONSTRAINT ck_report_severity CHECK (severity IN (1, 2, 3)),
    CONSTRAINT ck_report_state CHECK (state IN (1, 2, 3, 4, 5, 6, 7, 8)),
    CONSTRAINT fk_report_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_report_scheme_id ON intake.report (scheme_id);
CREATE UNIQUE INDEX ux_report_lookup_hash ON intake.report (lookup_hash);

CREATE TABLE intake.referral (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    state smallint NOT NULL,
    step smallint NOT NULL,
    referred_on date NOT NULL,
    accepted_on date,
    CONSTRAINT pk_referral PRIMARY KEY (id),
    CONSTRAINT ck_referral_state CHECK (state IN (1, 2, 3, 4, 5)),
    CONSTRAINT ck_referral_step CHECK (step IN (1, 2, 3, 4)),
    CONSTRAINT fk_referral_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE,
    CONSTRAINT fk_referral_unit_id FOREIGN KEY (unit_id) REFERENCES intake.unit (id) ON DELETE RESTRICT
);
CREATE INDEX ix_referral_report_id ON intake.referral (report_id);
CREATE INDEX ix_referral_unit_id ON intake.referral (unit_id);

CREATE TABLE intake.compartment (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    referral_id uuid,
    kind smallint NOT NULL,
    CONSTRAINT pk_compartment PRIMARY KEY (id),
    CONSTRAINT ck_compartment_kind CHECK (kind IN (1, 2, 3, 4)),
    CONSTRAINT fk_compartment_referral_id FOREIGN KEY (referral_id) REFERENCES intake.referral (id) ON DELETE CASCADE,
    CONSTRAINT fk_compartment_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE
);
CREATE INDEX ix_compartment_referral_id ON intake.compartment (referral_id);
CREATE UNIQUE INDEX ux_compartment_report_id_kind_referral_id ON intake.compartment (report_id, kind, referral_id) NULLS NOT DISTINCT;

CREATE TABLE intake.epoch (
    compartment_id uuid NOT NULL,
    number integer NOT NULL,
    commitment bytea NOT NULL,
    previous bytea,
    closed boolean NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_epoch PRIMARY KEY (compartment_id, number),
    CONSTRAINT ck_epoch_commitment CHECK (octet_length(commitment) = 32),
    CONSTRAINT fk_epoch_compartment_id FOREIGN KEY (compartment_id) REFERENCES intake.compartment (id) ON DELETE CASCADE
);

CREATE TABLE intake."grant" (
    id uuid NOT NULL,
    compartment_id uuid NOT NULL,
    epoch integer NOT NULL,
    holder bytea NOT NULL,
    purpose smallint NOT NULL,
    enc bytea NOT NULL,
    sealed bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_grant PRIMARY KEY (id),
    CONSTRAINT ck_grant_enc CHECK (octet_length(enc) = 65),
    CONSTRAINT ck_grant_holder CHECK (octet_length(holder) = 32),
    CONSTRAINT ck_grant_purpose CHECK (purpose IN (1, 2, 3, 4, 5)),
    CONSTRAINT fk_grant_compartment_id_epoch FOREIGN KEY (compartment_id, epoch)
        REFERENCES intake.epoch (compartment_id, number) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ux_grant_compartment_id_epoch_holder ON intake."grant" (compartment_id, epoch, holder);

CREATE TABLE intake.entry (
    id uuid NOT NULL,
    compartment_id uuid NOT NULL,
    position integer NOT NULL,
    epoch integer NOT NULL,
    kind smallint NOT NULL,
    salt bytea NOT NULL,
    sealed bytea NOT NULL,
    hash bytea NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (id),
    CONSTRAINT ck_entry_hash CHECK (octet_length(hash) = 32),
    CONSTRAINT ck_entry_kind CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)),
    CONSTRAINT ck_entry_salt CHECK (octet_length(salt) = 32),
    CONSTRAINT fk_entry_compartment_id_epoch FOREIGN KEY (compartment_id, epoch)
        REFERENCES intake.epoch (compartment_id, number) ON DELETE CASCADE
);
CREATE INDEX ix_entry_compartment_id_epoch ON intake.entry (compartment_id, epoch);
CREATE UNIQUE INDEX ux_entry_compartment_id_position ON intake.entry (compartment_id, position);

CREATE TABLE intake.staging (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    sealed bytea NOT NULL,
    made_on date NOT NULL,
    expires_on date NOT NULL,
    CONSTRAINT pk_staging PRIMARY KEY (id),
    CONSTRAINT fk_staging_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_staging_expires_on ON intake.staging (expires_on);
CREATE INDEX ix_staging_scheme_id ON intake.staging (scheme_id);

CREATE TABLE intake.attachment (
    id uuid NOT NULL,
    report_id uuid,
    staging_id uuid,
    compartment_id uuid NOT NULL,
    epoch integer NOT NULL,
    salt bytea NOT NULL,
    size_class bigint NOT NULL,
    made_on date NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT ck_attachment_place CHECK ((report_id IS NULL) <> (staging_id IS NULL)),
    CONSTRAINT ck_attachment_salt CHECK (octet_length(salt) = 32),
    CONSTRAINT fk_attachment_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_staging_id FOREIGN KEY (staging_id) REFERENCES intake.staging (id) ON DELETE CASCADE
);
CREATE INDEX ix_attachment_report_id ON intake.attachment (report_id);
CREATE INDEX ix_attachment_staging_id ON intake.attachment (staging_id);

CREATE TABLE intake.attachment_chunk (
    attachment_id uuid NOT NULL,
    number integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT pk_attachment_chunk PRIMARY KEY (attachment_id, number),
    CONSTRAINT fk_attachment_chunk_attachment_id FOREIGN KEY (attachment_id) REFERENCES intake.attachment (id) ON DELETE CASCADE
);

CREATE TABLE intake.gate_pass (
    holder bytea NOT NULL,
    report_id uuid NOT NULL,
    passed_on date NOT NULL,
    CONSTRAINT pk_gate_pass PRIMARY KEY (holder),
    CONSTRAINT ck_gate_pass_holder CHECK (octet_length(holder) = 32),
    CONSTRAINT fk_gate_pass_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE
);
CREATE INDEX ix_gate_pass_report_id ON intake.gate_pass (report_id);

CREATE TABLE intake.ticket_use (
    hash bytea NOT NULL,
    expires_on date NOT NULL,
    CONSTRAINT pk_ticket_use PRIMARY KEY (hash),
    CONSTRAINT ck_ticket_use_hash CHECK (octet_length(hash) = 32)
);
CREATE INDEX ix_ticket_use_expires_on ON intake.ticket_use (expires_on);

ALTER TABLE intake.entry ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE intake.staging ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE intake.attachment_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Where rows lie, their transaction's number and their place in the overflow tables tell in which order a day's reports
-- came. This writes every row that was made on a day anew, in random order and in one transaction, so that nothing
-- there tells it any more; vacuum then frees the old places. A row's next writer waits until it is done, readers do not:
-- row locks and ROW EXCLUSIVE on the tables. The worker may call this, in the night, and no more.
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT id FROM intake.report WHERE received_on = day ORDER BY random() LOOP
        UPDATE intake.report SET mailbox_wrap = mailbox_wrap || ''::bytea WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT c.id FROM intake.compartment c JOIN intake.report r ON r.id = c.report_id WHERE r.received_on = day ORDER BY random() LOOP
        UPDATE intake.compartment SET id = id WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT compartment_id, number FROM intake.epoch WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake.epoch SET made_on = made_on WHERE compartment_id = place.compartment_id AND number = place.number;
    END LOOP;
    FOR place IN SELECT id FROM intake."grant" WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake."grant" SET made_on = made_on WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT id FROM intake.entry WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake.entry SET sealed = sealed || ''::bytea WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT id FROM intake.deadline WHERE starts_on = day ORDER BY random() LOOP
        UPDATE intake.deadline SET starts_on = starts_on WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT id FROM intake.attachment WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake.attachment SET made_on = made_on WHERE id = place.id;
    END LOOP;
    FOR place IN
        SELECT c.attachment_id, c.number FROM intake.attachment_chunk c JOIN intake.attachment a ON a.id = c.attachment_id
        WHERE a.made_on = day ORDER BY random()
    LOOP
        UPDATE intake.attachment_chunk SET bytes = bytes || ''::bytea WHERE attachment_id = place.attachment_id AND number = place.number;
    END LOOP;
END $$;
