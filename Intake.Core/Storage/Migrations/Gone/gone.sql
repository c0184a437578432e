-- The ids of mails that were sent, so that a row that is put back goes no second time.
CREATE TABLE intake.mail_gone (
    id uuid NOT NULL,
    day date NOT NULL,
    CONSTRAINT pk_mail_gone PRIMARY KEY (id),
    CONSTRAINT ck_mail_gone_day_year CHECK (day >= '1900-01-01' AND day < '3000-01-01')
);
CREATE INDEX ix_mail_gone_day ON intake.mail_gone (day);
