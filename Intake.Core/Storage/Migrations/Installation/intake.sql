-- Which file secret these data belong to.
CREATE TABLE intake.installation
(
    one boolean NOT NULL,
    secret_check bytea NOT NULL,
    CONSTRAINT pk_installation PRIMARY KEY (one),
    CONSTRAINT ck_installation_one CHECK (one),
    CONSTRAINT ck_installation_secret_check CHECK (octet_length(secret_check) = 32)
);
