-- Rights on Hangfire's tables and what may be seen of them. Run by migrate, as owner, in one transaction.

-- The rows that OneAtATime locks.
CREATE TABLE IF NOT EXISTS hangfire.intake_running (name varchar(100) PRIMARY KEY);

REVOKE ALL ON SCHEMA hangfire FROM PUBLIC, {web}, {worker};
REVOKE ALL ON ALL TABLES IN SCHEMA hangfire FROM PUBLIC, {web}, {worker};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA hangfire FROM PUBLIC, {web}, {worker};
GRANT USAGE ON SCHEMA hangfire TO {web}, {worker};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA hangfire TO {worker};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA hangfire TO {worker};
REVOKE INSERT, UPDATE, DELETE ON hangfire.schema FROM {worker};

-- Quartz, which ran the jobs before, is gone with what it kept.
DROP SCHEMA IF EXISTS quartz CASCADE;

-- Failures are outlined before Hangfire sees them. What fails past our filters (a job that cannot be queued or loaded, a
-- state that cannot be written) would leave an exception's text here: of it the type is kept.
CREATE OR REPLACE FUNCTION hangfire.intake_cut_hash() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.value := 'could not be queued';
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION hangfire.intake_cut_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    -- "Retry attempt 1 of 5: the message"
    NEW.reason := substring(NEW.reason FROM '^[^:]*');
    IF NEW.name = 'Failed' THEN
        IF NEW.data ->> 'ExceptionType' IS DISTINCT FROM 'Intake.Worker.Scheduling.FailureOutline' THEN
            NEW.data := NEW.data || jsonb_build_object('ExceptionMessage', NEW.data ->> 'ExceptionType');
        END IF;
        NEW.data := NEW.data || jsonb_build_object('ExceptionDetails', NEW.data ->> 'ExceptionMessage');
    END IF;
    -- A run that failed for good has its outline in the row before; a run that ended well has nothing to say.
    NEW.data := NEW.data - 'Exception' - 'Result';
    RETURN NEW;
END $$;
-- Hangfire takes a lock away when it is older than half a minute, by the clock of the worker that took it. One that is ahead
-- would leave a lock of tomorrow.
CREATE OR REPLACE FUNCTION hangfire.intake_date_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.acquired := now();
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION hangfire.intake_cut_hash(), hangfire.intake_cut_state(), hangfire.intake_date_lock() FROM PUBLIC;
CREATE OR REPLACE TRIGGER intake_date_lock BEFORE INSERT OR UPDATE ON hangfire.lock
    FOR EACH ROW EXECUTE FUNCTION hangfire.intake_date_lock();
CREATE OR REPLACE TRIGGER intake_cut_hash BEFORE INSERT OR UPDATE ON hangfire.hash
    FOR EACH ROW WHEN (NEW.field = 'Error' AND NEW.value <> '') EXECUTE FUNCTION hangfire.intake_cut_hash();
CREATE OR REPLACE TRIGGER intake_cut_state BEFORE INSERT OR UPDATE ON hangfire.state
    FOR EACH ROW EXECUTE FUNCTION hangfire.intake_cut_state();

-- The jobs of the schedule: last firing, what came of it, next firing. Times in hashes are milliseconds since 1970.
CREATE VIEW hangfire.intake_jobs AS
WITH recurring AS (
    SELECT substr(key, length('recurring-job:') + 1) AS name,
        max(value) FILTER (WHERE field = 'LastExecution' AND value ~ '^[0-9]{1,13}$') AS last_at,
        max(value) FILTER (WHERE field = 'NextExecution' AND value ~ '^[0-9]{1,13}$') AS next_at,
        max(value) FILTER (WHERE field = 'LastJobId' AND value ~ '^[0-9]{1,18}$') AS last_job,
        coalesce(max(value) FILTER (WHERE field = 'Error'), '') <> '' AS not_queued
    FROM hangfire.hash WHERE key LIKE 'recurring-job:%' GROUP BY key)
SELECT r.name,
    to_timestamp(r.last_at::float8 / 1000) AS last_at,
    to_timestamp(r.next_at::float8 / 1000) AS next_at,
    r.not_queued,
    -- A firing that was left out because another run is under way.
    CASE WHEN j.statename = 'Deleted' AND (SELECT d.reason FROM hangfire.state d WHERE d.id = j.stateid) LIKE 'Canceled by%' THEN 'LeftOut'
        ELSE j.statename END AS state,
    (SELECT max(s.createdat) FROM hangfire.state s WHERE s.jobid = j.id) AS state_at,
    (SELECT f.data ->> 'ExceptionMessage' FROM hangfire.state f WHERE f.jobid = j.id AND f.name = 'Failed' ORDER BY f.id DESC LIMIT 1) AS outline
FROM recurring r LEFT JOIN hangfire.job j ON j.id = r.last_job::bigint;

-- Runs that wait for a worker. Those that a dead worker had begun count as waiting once they are free again.
CREATE VIEW hangfire.intake_queue AS
SELECT count(*)::integer AS waiting, min(j.createdat) AS oldest
FROM hangfire.jobqueue q JOIN hangfire.job j ON j.id = q.jobid
WHERE q.fetchedat IS NULL OR q.fetchedat < now() - interval '20 seconds';

-- A time as Hangfire writes it; null for any other text.
CREATE OR REPLACE FUNCTION hangfire.intake_time(written text) RETURNS timestamptz LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN CASE WHEN written ~ '^20[0-9][0-9]-' THEN written::timestamptz END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION hangfire.intake_time(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hangfire.intake_time(text) TO {web}, {worker};

CREATE VIEW hangfire.intake_workers AS
SELECT md5(id) AS worker, hangfire.intake_time(data ->> 'StartedAt') AS started_at, lastheartbeat AS heartbeat_at
FROM hangfire.server
-- Rows that no worker wrote count for none.
WHERE hangfire.intake_time(data ->> 'StartedAt') IS NOT NULL AND lastheartbeat < now() + interval '1 minute';

GRANT SELECT ON hangfire.intake_jobs, hangfire.intake_queue, hangfire.intake_workers TO {web}, {worker};
