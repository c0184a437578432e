-- A deadline whose cause went has ended, and nobody met it. 11: some unit has accepted the report.
ALTER TABLE intake.deadline ADD COLUMN ended_on date, ADD COLUMN ended_by smallint;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended_by CHECK (ended_by IN (1, 2, 3, 4, 5));
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended
    CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL OR met_on IS NULL));
ALTER TABLE intake.deadline DROP CONSTRAINT ck_deadline_kind;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_kind CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

-- 26: what staff decided about the case itself. FORMAT.md §11.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind
    CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26));

-- A hold is proposed by one person and set or lifted by another.
ALTER TABLE intake.report ADD COLUMN hold_asked_on date;

-- Deletion in two steps: announced, and after a month destroyed, with a certificate that stays.
CREATE TABLE intake.deletion (
    report_id uuid NOT NULL,
    announced_on date NOT NULL,
    CONSTRAINT pk_deletion PRIMARY KEY (report_id),
    CONSTRAINT fk_deletion_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE
);
CREATE TABLE intake.destruction (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    made_on date NOT NULL,
    body text NOT NULL,
    signature bytea NOT NULL,
    holders bytea NOT NULL,
    CONSTRAINT pk_destruction PRIMARY KEY (id),
    CONSTRAINT ck_destruction_signature CHECK (octet_length(signature) = 64)
);
CREATE INDEX ix_destruction_scheme_id ON intake.destruction (scheme_id);
