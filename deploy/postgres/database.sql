-- One database, owned by intake_owner; nobody but the three roles may connect. Run with -v database=NAME.
create database :"database" owner intake_owner template template0 encoding 'UTF8';
revoke all on database :"database" from public;
grant connect on database :"database" to intake_web, intake_worker;
\connect :"database"
revoke all on schema public from public;
