-- Legal and agreed dates of a report, and the rungs of the escalation ladder taken for them.

CREATE TABLE intake.deadline (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    referral_id uuid,
    kind smallint NOT NULL,
    starts_on date NOT NULL,
    due_on date NOT NULL,
    met_on date,
    CONSTRAINT pk_deadline PRIMARY KEY (id),
    CONSTRAINT ck_deadline_kind CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
    CONSTRAINT fk_deadline_referral_id FOREIGN KEY (referral_id) REFERENCES intake.referral (id) ON DELETE CASCADE,
    CONSTRAINT fk_deadline_report_id FOREIGN KEY (report_id) REFERENCES intake.report (id) ON DELETE CASCADE
);
CREATE INDEX ix_deadline_due_on ON intake.deadline (due_on);
CREATE INDEX ix_deadline_referral_id ON intake.deadline (referral_id);
CREATE UNIQUE INDEX ux_deadline_report_id_referral_id_kind ON intake.deadline (report_id, referral_id, kind) NULLS NOT DISTINCT;

CREATE TABLE intake.escalation (
    deadline_id uuid NOT NULL,
    step integer NOT NULL,
    done_on date NOT NULL,
    CONSTRAINT pk_escalation PRIMARY KEY (deadline_id, step),
    CONSTRAINT fk_escalation_deadline_id FOREIGN KEY (deadline_id) REFERENCES intake.deadline (id) ON DELETE CASCADE
);
