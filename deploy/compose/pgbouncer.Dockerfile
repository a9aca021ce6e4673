FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends pgbouncer postgresql-client \
  && rm -rf /var/lib/apt/lists/*
COPY pgbouncer.ini /etc/atiende/pgbouncer.ini
USER postgres
# The password is known only when it starts; /tmp is in memory.
ENTRYPOINT ["/bin/sh", "-c", "umask 077 && printf '\"atiende_app\" \"%s\"\\n' \"$APP_PASSWORD\" > /tmp/users.txt && exec pgbouncer /etc/atiende/pgbouncer.ini"]
