-- The database knows dates that the programs do not read: one row with such a date, written with a program's password, failed every page
-- and job that met it.
ALTER TABLE intake.ring_key ADD CONSTRAINT ck_ring_key_years CHECK (
    expires_at >= '1900-01-01 00:00:00+00'
    AND expires_at < '3000-01-01 00:00:00+00');
ALTER TABLE intake.self_check ADD CONSTRAINT ck_self_check_years CHECK (
    tried_at >= '1900-01-01 00:00:00+00'
    AND tried_at < '3000-01-01 00:00:00+00'
    AND good_at >= '1900-01-01 00:00:00+00'
    AND good_at < '3000-01-01 00:00:00+00');
ALTER TABLE intake.mail ADD CONSTRAINT ck_mail_years CHECK (
    next_at >= '1900-01-01 00:00:00+00'
    AND next_at < '3000-01-01 00:00:00+00'
    AND hour_at >= '1900-01-01 00:00:00+00'
    AND hour_at < '3000-01-01 00:00:00+00'
    AND not_before >= '1900-01-01 00:00:00+00'
    AND not_before < '3000-01-01 00:00:00+00');
ALTER TABLE intake.accountability_report ADD CONSTRAINT ck_accountability_report_years CHECK (
    from_on >= '1900-01-01'
    AND from_on < '3000-01-01'
    AND to_on >= '1900-01-01'
    AND to_on < '3000-01-01'
    AND made_on >= '1900-01-01'
    AND made_on < '3000-01-01');
