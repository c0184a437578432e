-- What nobody's program wrote is in nobody's way: a mail without a sealed recipient is sent to nobody.
DELETE FROM intake.mail WHERE octet_length(recipient) <> 65;
UPDATE intake.mail_count SET sent = least(greatest(sent, 0), 1000000) WHERE sent NOT BETWEEN 0 AND 1000000;

-- Every number and every length of every table is below what a real row can reach.
ALTER TABLE intake.mail DROP CONSTRAINT ck_mail_attempts, ADD CONSTRAINT ck_mail_recipient CHECK (octet_length(recipient) = 65);
ALTER TABLE intake.gate_pass DROP CONSTRAINT ck_gate_pass_read_to, DROP CONSTRAINT ck_gate_pass_messages_seen;

-- A leaf of a daily root bears the installation's seal; migrate seals those that are under a root.
ALTER TABLE intake.root_leaf ADD COLUMN seal bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    ADD CONSTRAINT ck_root_leaf_seal CHECK (octet_length(seal) = 32);
ALTER TABLE intake.root_leaf ALTER COLUMN seal DROP DEFAULT;
DO $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT c.table_name, c.column_name, c.data_type, coalesce(own.most,
            CASE WHEN c.data_type IN ('integer', 'bigint') THEN 1000000000 ELSE 1048576 END) AS most
        FROM information_schema.columns c
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        LEFT JOIN (VALUES
            ('mail', 'attempts', 1000), ('mail', 'body_text', 65536), ('mail_count', 'sent', 1000000),
            ('attachment', 'size_class', 1073741824), ('attachment_chunk', 'bytes', 2097152), ('entry', 'sealed', 16777216),
            ('staging', 'sealed', 16777216), ('work_draft', 'sealed', 16777216), ('accountability_report', 'document', 16777216),
            ('scheme', 'document', 2097152)) AS own(table_name, column_name, most)
            ON own.table_name = c.table_name AND own.column_name = c.column_name
        WHERE c.table_schema = 'intake' AND t.table_type = 'BASE TABLE' AND t.table_name <> 'migration'
            AND c.data_type IN ('integer', 'bigint', 'text', 'bytea')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint fixed WHERE c.data_type = 'bytea'
                AND fixed.conname = 'ck_' || c.table_name || '_' || c.column_name)
    LOOP
        EXECUTE format(
            CASE WHEN place.data_type IN ('integer', 'bigint') THEN 'ALTER TABLE intake.%I ADD CONSTRAINT %I CHECK (%I BETWEEN 0 AND %s)'
                ELSE 'ALTER TABLE intake.%I ADD CONSTRAINT %I CHECK (octet_length(%I) <= %s)' END,
            place.table_name, 'ck_' || place.table_name || '_' || place.column_name
                || CASE WHEN place.data_type IN ('integer', 'bigint') THEN '_range' ELSE '_length' END,
            place.column_name, place.most);
    END LOOP;
END $$;

-- What makes a row the installation's, or a person's, is part of the key: a row without it keeps the place of none.
ALTER TABLE intake.root_leaf DROP CONSTRAINT pk_root_leaf, ADD CONSTRAINT pk_root_leaf PRIMARY KEY (hash, seal);
ALTER TABLE intake.audit_day DROP CONSTRAINT pk_audit_day, ADD CONSTRAINT pk_audit_day PRIMARY KEY (day, salt);
ALTER TABLE intake.state_record DROP CONSTRAINT pk_state_record,
    ADD CONSTRAINT pk_state_record PRIMARY KEY (report_id, number, hash);
DROP INDEX intake.ux_removal_number;
CREATE UNIQUE INDEX ux_removal_number_signature ON intake.removal (number, signature);

-- A report's own rooms belong to no referral, and those of one to nothing else.
ALTER TABLE intake.compartment ADD CONSTRAINT ck_compartment_place CHECK ((referral_id IS NULL) = (kind IN (1, 2)));
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_days CHECK (due_on >= starts_on);
