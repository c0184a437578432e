-- Every date of every table is within years that somebody means; before, those of five tables were.
ALTER TABLE intake.ring_key DROP CONSTRAINT ck_ring_key_years;
ALTER TABLE intake.self_check DROP CONSTRAINT ck_self_check_years;
ALTER TABLE intake.mail DROP CONSTRAINT ck_mail_years;
ALTER TABLE intake.accountability_report DROP CONSTRAINT ck_accountability_report_years;
ALTER TABLE intake.access_attestation DROP CONSTRAINT ck_access_attestation_years;
DO $$
DECLARE
    place record;
    midnight text;
BEGIN
    FOR place IN
        SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = 'intake' AND t.table_type = 'BASE TABLE' AND t.table_name <> 'migration'
            AND c.data_type IN ('date', 'timestamp with time zone')
    LOOP
        midnight := CASE WHEN place.data_type = 'date' THEN '' ELSE ' 00:00:00+00' END;
        EXECUTE format('ALTER TABLE intake.%I ADD CONSTRAINT %I CHECK (%I >= %L AND %I < %L)', place.table_name,
            'ck_' || place.table_name || '_' || place.column_name || '_year',
            place.column_name, '1900-01-01' || midnight, place.column_name, '3000-01-01' || midnight);
    END LOOP;
END $$;

ALTER TABLE intake.mail ADD CONSTRAINT ck_mail_attempts CHECK (attempts BETWEEN 0 AND 1000);

-- A signature is part of the key, so that a row without a good one keeps the place of none.
ALTER TABLE intake.daily_root DROP CONSTRAINT pk_daily_root;
ALTER TABLE intake.daily_root ADD CONSTRAINT pk_daily_root PRIMARY KEY (day, signature);
ALTER TABLE intake.root_countersignature DROP CONSTRAINT pk_root_countersignature;
ALTER TABLE intake.root_countersignature ADD CONSTRAINT pk_root_countersignature PRIMARY KEY (day, certificate_id, signature);
DROP INDEX intake.ux_accountability_report_scheme_id_from_on_to_on;
CREATE INDEX ix_accountability_report_scheme_id_from_on_to_on ON intake.accountability_report (scheme_id, from_on, to_on);
