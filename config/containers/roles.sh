#!/usr/bin/env bash
# A role and a schema for each service, which sees nothing but that. PostgreSQL's image runs this when the database is new;
# run it again by hand when a release has brought a service, or a password was changed.
set -eu
for service in membership posts notifications; do
    export service
    # psql reads the password itself: on its command line everybody on the machine could.
    psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
        -v service="$service" -v database="$POSTGRES_DB" <<'SQL'
\set password `cat "/run/secrets/database-$service"`
SELECT format('CREATE ROLE %I', :'service')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service') \gexec
ALTER ROLE :"service" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE SCHEMA IF NOT EXISTS :"service" AUTHORIZATION :"service";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"service";
ALTER ROLE :"service" SET search_path = :"service";
SQL
done
