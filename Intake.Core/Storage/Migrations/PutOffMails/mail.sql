-- A mail that a leave puts off waits on purpose: the wait that alarms is counted from here.
ALTER TABLE intake.mail ADD COLUMN not_before timestamptz;
-- One that waits and was never tried has another time than its hour only by a leave.
UPDATE intake.mail SET not_before = next_at WHERE state = 1 AND attempts = 0 AND next_at > hour_at;
