# syntax=docker/dockerfile:1
# The bot as an image: `docker build -t mfa-compliance-bot .`; OPERATIONS.md says how it is run.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing that is installed runs a script of its own.
RUN npm ci --omit=dev --ignore-scripts
COPY src ./src
RUN node src/build.mjs

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production PORT=3978 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY cards ./cards
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/index.js"]
