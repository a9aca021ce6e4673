#!/bin/sh
# The two roles: the owner migrates, the application works. Runs once, when the database is made.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE atiende_owner LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE atiende_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE atiende OWNER atiende_owner;
REVOKE ALL ON DATABASE atiende FROM PUBLIC;
GRANT CONNECT ON DATABASE atiende TO atiende_app;
ALTER DATABASE atiende SET default_text_search_config = 'pg_catalog.spanish';
SQL
