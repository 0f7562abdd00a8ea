#!/bin/sh
# Run once by the PostgreSQL image, in an empty cluster: the application's role and its database.
# The role owns its database and is no superuser, because row level security does not bind superusers.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=password="$APP_DATABASE_PASSWORD" --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
create role app login password :'password';
create database vigil owner app;
revoke connect on database vigil from public;
SQL
