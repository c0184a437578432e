-- Daily roots and their leaves. A leaf outlives the row it stands for.

CREATE TABLE intake.daily_root (
    day date NOT NULL,
    root bytea NOT NULL,
    previous bytea NOT NULL,
    leaf_count integer NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT pk_daily_root PRIMARY KEY (day),
    CONSTRAINT ck_daily_root_previous CHECK (octet_length(previous) = 32),
    CONSTRAINT ck_daily_root_root CHECK (octet_length(root) = 32),
    CONSTRAINT ck_daily_root_signature CHECK (octet_length(signature) = 64)
);

CREATE TABLE intake.root_leaf (
    hash bytea NOT NULL,
    day date NOT NULL,
    retired_on date,
    CONSTRAINT pk_root_leaf PRIMARY KEY (hash),
    CONSTRAINT ck_root_leaf_hash CHECK (octet_length(hash) = 32)
);
CREATE INDEX ix_root_leaf_day ON intake.root_leaf (day);
