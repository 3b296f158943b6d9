# Image of the API gateway: docker build -f deploy/docker/gateway.Dockerfile --build-arg SERVICES="catalog …" -t biz/gateway .
# A service NAME is looked for as NAME-api:8000, again every few seconds, so its replicas may come and go.

FROM node:24-bookworm-slim AS console
WORKDIR /src
COPY web/package.json web/package-lock.json web/.npmrc web/
RUN npm --prefix web ci --silent
# The console shows the users' guides.
COPY docs/guide/ docs/guide/
COPY web/ web/
RUN npm --prefix web run build --silent && rm -r web/dist/.vite

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY tools/gateway.py tools/
COPY deploy/gateway/ deploy/gateway/
ARG SERVICES
ARG RESOLVER=127.0.0.11
RUN set -- ; for name in ${SERVICES}; do set -- "$@" --upstream "${name}=${name}-api:8000"; done \
 && python tools/gateway.py render --listen 8080 --resolver "${RESOLVER}" --workers 2 \
      --root /gateway/www "$@" --out /gateway \
 && ln -s /dev/stdout /gateway/logs/access.log

# From 1.27.3 on nginx looks the names of an upstream up again by itself.
FROM nginx:1.28-alpine-slim
ARG VERSION=dev
LABEL org.opencontainers.image.title="gateway" \
      org.opencontainers.image.description="API gateway of «Бизнес.Интеграции»" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build --chown=101:101 /gateway /gateway
COPY --from=console --chown=101:101 /src/web/dist /gateway/www
USER 101:101
EXPOSE 8080
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s --retries=3 \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
ENTRYPOINT ["nginx", "-p", "/gateway", "-c", "conf/nginx.conf", "-e", "stderr"]
