#!/bin/sh
# Run once by the PostgreSQL image, in an empty cluster: the roles and the database.
# `app` owns the database and migrates it; `vigil_web`, which web, worker and beat run as, owns nothing and is granted
# what it needs after each migration. Neither is a superuser, because row level security does not bind superusers.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=password="$APP_DATABASE_PASSWORD" --set=web="$WEB_DATABASE_PASSWORD" \
    --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
create role app login password :'password';
create role vigil_web login password :'web';
create database vigil owner app;
revoke connect on database vigil from public;
grant connect on database vigil to vigil_web;
SQL
