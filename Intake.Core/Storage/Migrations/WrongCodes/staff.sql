-- How many wrong one-time codes an account had, and until when none signs in.
ALTER TABLE intake.staff_member
    ADD COLUMN wrong_codes integer NOT NULL DEFAULT 0,
    ADD COLUMN code_tries integer NOT NULL DEFAULT 0,
    ADD COLUMN codes_after timestamptz,
    ADD COLUMN recovery_code_tries integer NOT NULL DEFAULT 0,
    ADD COLUMN recovery_codes_after timestamptz;
ALTER TABLE intake.staff_member
    ALTER COLUMN wrong_codes DROP DEFAULT, ALTER COLUMN code_tries DROP DEFAULT, ALTER COLUMN recovery_code_tries DROP DEFAULT;
