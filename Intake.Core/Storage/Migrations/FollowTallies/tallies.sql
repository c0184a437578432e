-- How many reports of a month are not followed, sealed: no case stands at it, and the worker can't read it.
CREATE TABLE intake.follow_tally (
    scheme_id uuid NOT NULL,
    month date NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT pk_follow_tally PRIMARY KEY (scheme_id, month),
    CONSTRAINT ck_follow_tally_sealed CHECK (octet_length(sealed) = 65),
    CONSTRAINT fk_follow_tally_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
