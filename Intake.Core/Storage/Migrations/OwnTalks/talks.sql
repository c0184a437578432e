-- Talks that were agreed before stay the units'.
ALTER TABLE intake.deadline ADD COLUMN of_administrators boolean NOT NULL DEFAULT false;
ALTER TABLE intake.deadline ALTER COLUMN of_administrators DROP DEFAULT;
