-- Mails to staff, waiting or sent.

CREATE TABLE intake.mail (
    id uuid NOT NULL,
    cause bytea NOT NULL,
    recipient_id uuid NOT NULL,
    kind smallint NOT NULL,
    body_text text,
    message_id varchar(200) NOT NULL,
    state smallint NOT NULL,
    attempts integer NOT NULL,
    next_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT pk_mail PRIMARY KEY (id),
    CONSTRAINT ck_mail_body_text CHECK (body_text IS NULL OR kind NOT IN (1, 2, 5)),
    CONSTRAINT ck_mail_cause CHECK (octet_length(cause) = 32),
    CONSTRAINT ck_mail_kind CHECK (kind IN (1, 2, 3, 4, 5)),
    CONSTRAINT ck_mail_state CHECK (state IN (1, 2, 3)),
    CONSTRAINT fk_mail_recipient_id FOREIGN KEY (recipient_id) REFERENCES intake.staff_member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_mail_recipient_id ON intake.mail (recipient_id);
CREATE INDEX ix_mail_state_next_at ON intake.mail (state, next_at);
CREATE UNIQUE INDEX ux_mail_cause ON intake.mail (cause);
CREATE UNIQUE INDEX ux_mail_message_id ON intake.mail (message_id);
