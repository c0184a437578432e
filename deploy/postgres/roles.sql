-- The three roles. The owner migrates and loads schemes; web and worker get table rights from the migrations only.
-- Web never takes the connections that the worker needs: of max_connections = 100 it gets 60, whatever waits at its doors.
-- Passwords come from the environment, so that they stand on no command line and in no log.
\getenv owner_password INTAKE_OWNER_PASSWORD
\getenv web_password INTAKE_WEB_PASSWORD
\getenv worker_password INTAKE_WORKER_PASSWORD
set password_encryption = 'scram-sha-256';
create role intake_owner login nosuperuser nocreatedb nocreaterole noinherit password :'owner_password';
create role intake_web login nosuperuser nocreatedb nocreaterole noinherit connection limit 60 password :'web_password';
create role intake_worker login nosuperuser nocreatedb nocreaterole noinherit password :'worker_password';
