-- The database as a whole: who may enter it, and limits that the server keeps for every session of it, also behind a
-- connection pooler. A long COPY is one statement: whoever streams a slow upload raises the first with SET LOCAL.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), '{web_name}', '{worker_name}');
    EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''60s''', current_database());
    EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''10s''', current_database());
    -- What a killed program was running ends within seconds, before another program begins it again.
    EXECUTE format('ALTER DATABASE %I SET client_connection_check_interval = ''5s''', current_database());
    EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''60s''', current_database());

    -- An owner without INHERIT may not touch the schema public, and need not where the deployer has closed it.
    IF EXISTS (SELECT FROM pg_namespace, aclexplode(nspacl) AS acl WHERE nspname = 'public' AND acl.grantee = 0) THEN
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
    END IF;
END $$;
