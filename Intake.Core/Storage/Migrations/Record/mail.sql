-- Recipients are sealed under the file secret, which no script has. So every mail goes; what a waiting one reminded of is taken
-- up again by the next sweep of the deadlines.
CREATE TABLE intake.mail_cause (
    cause bytea NOT NULL,
    day date NOT NULL,
    CONSTRAINT pk_mail_cause PRIMARY KEY (cause),
    CONSTRAINT ck_mail_cause_cause CHECK (octet_length(cause) = 32)
);
CREATE INDEX ix_mail_cause_day ON intake.mail_cause (day);

CREATE TABLE intake.mail_count (
    day date NOT NULL,
    sent integer NOT NULL,
    CONSTRAINT pk_mail_count PRIMARY KEY (day)
);

INSERT INTO intake.mail_cause SELECT cause, (hour_at AT TIME ZONE 'Europe/Copenhagen')::date FROM intake.mail WHERE state = 2;
INSERT INTO intake.mail_count
    SELECT (sent_at AT TIME ZONE 'Europe/Copenhagen')::date, count(*) FROM intake.mail WHERE state = 2 AND sent_at IS NOT NULL GROUP BY 1;

DELETE FROM intake.escalation WHERE done_on >= (SELECT min(hour_at)::date - 4 FROM intake.mail WHERE state = 1 AND kind IN (1, 2));

DROP TABLE intake.mail;
CREATE TABLE intake.mail (
    id uuid NOT NULL,
    recipient bytea NOT NULL,
    kind smallint NOT NULL,
    body_text text,
    message_id varchar(200) NOT NULL,
    state smallint NOT NULL,
    attempts integer NOT NULL,
    next_at timestamptz NOT NULL,
    failure smallint,
    hour_at timestamptz NOT NULL,
    CONSTRAINT pk_mail PRIMARY KEY (id),
    CONSTRAINT ck_mail_body_text CHECK (body_text IS NULL OR kind NOT IN (1, 2, 5)),
    CONSTRAINT ck_mail_failure CHECK (failure IN (1, 2, 3, 4)),
    CONSTRAINT ck_mail_kind CHECK (kind IN (1, 2, 3, 4, 5)),
    CONSTRAINT ck_mail_state CHECK (state IN (1, 3))
);
CREATE INDEX ix_mail_state_next_at ON intake.mail (state, next_at);
CREATE UNIQUE INDEX ux_mail_message_id ON intake.mail (message_id);
