-- The mail hour that a mail is meant for: next_at moves with each attempt, and the time of a retry is nobody's business.
ALTER TABLE intake.mail ADD COLUMN hour_at timestamptz;
UPDATE intake.mail SET hour_at = CASE WHEN attempts = 0 THEN next_at ELSE date_trunc('day', next_at) END;
ALTER TABLE intake.mail ALTER COLUMN hour_at SET NOT NULL;
