# Vigil for a server: web, worker and beat run from this one image (docker-compose.yml).
# Nothing here writes to the root file system when it runs, and nothing runs as root.

FROM node:22-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend frontend
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/production.txt /
# Hashed, and wheels only: what is not in the lock, or would have to be compiled, is not installed.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /production.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=config.settings.production
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin vigil \
    && install --directory --owner=vigil --mode=0700 /documents
COPY --from=packages /venv /venv
WORKDIR /vigil
COPY . .
COPY --from=assets /build/static/build static/build
# Collecting files needs settings that load, not a database: these values reach neither a server nor the image.
RUN DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere SECRET_KEY=only-while-collecting-files \
    FIELD_KEYS=none FIELD_INDEX_KEY=none \
    python manage.py collectstatic --noinput --verbosity 0
USER vigil
EXPOSE 8000
# The number of processes: WEB_CONCURRENCY. No access log: its paths would name people's records; Vigil keeps its own.
CMD ["gunicorn", "config.wsgi:application", "--bind=0.0.0.0:8000", "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
