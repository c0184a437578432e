CREATE TABLE intake.self_check (
    id uuid NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    good_at timestamp with time zone,
    failed smallint,
    CONSTRAINT pk_self_check PRIMARY KEY (id),
    CONSTRAINT ck_self_check_failed CHECK (failed IN (1, 2, 3, 4, 5, 6, 7, 8))
);
