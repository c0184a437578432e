-- Which file secret these data belong to.
CREATE TABLE vault.installation
(
    one boolean NOT NULL,
    check_value bytea NOT NULL,
    CONSTRAINT pk_installation PRIMARY KEY (one),
    CONSTRAINT ck_installation_one CHECK (one),
    CONSTRAINT ck_installation_check_value CHECK (octet_length(check_value) = 32)
);
