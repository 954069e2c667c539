# One image for every role: the whole program, or --role=server and --role=media apart.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# What set-up would install as root anyway, in a layer that later builds reuse.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates ffmpeg \
  && rm -rf /var/lib/apt/lists/*
COPY . .
ENV CAIPAI_CACHE_DIR=/app/.caipai/cache
RUN node scripts/setup.mjs

FROM node:24-bookworm-slim
WORKDIR /app
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates ffmpeg libssl3 libuv1 libsrtp2-1 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data CAIPAI_CACHE_DIR=/app/.caipai/cache
VOLUME /data
EXPOSE 3000
CMD ["node", "scripts/start.mjs"]
