-- Schemes and their units, as loaded from scheme files.

CREATE TABLE intake.scheme (
    id uuid NOT NULL,
    name varchar(64) NOT NULL,
    document bytea NOT NULL,
    document_hash bytea NOT NULL,
    loaded_on date NOT NULL,
    CONSTRAINT pk_scheme PRIMARY KEY (id),
    CONSTRAINT ck_scheme_document_hash CHECK (octet_length(document_hash) = 32)
);
CREATE UNIQUE INDEX ux_scheme_name ON intake.scheme (name);

CREATE TABLE intake.unit (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    name varchar(200) NOT NULL,
    kind smallint NOT NULL,
    parent_id uuid,
    retired boolean NOT NULL,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT ck_unit_kind CHECK (kind IN (1, 2, 3, 4)),
    CONSTRAINT fk_unit_parent_id FOREIGN KEY (parent_id) REFERENCES intake.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE INDEX ix_unit_parent_id ON intake.unit (parent_id);
CREATE UNIQUE INDEX ux_unit_scheme_id_name ON intake.unit (scheme_id, name);
