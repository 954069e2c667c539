import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const server = process.env.CAIPAI_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    compression({
      include: /\.(html|js|css|svg|webmanifest)$/,
      threshold: 512,
      algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip')],
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox115'],
    cssTarget: ['chrome111', 'safari16.4', 'firefox115'],
    manifest: true,
    assetsInlineLimit: 2048,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A handful of files instead of dozens. The first ones are what connects a live page; they run
          // before React and must not need it.
          groups: [
            {
              name: 'first',
              priority: 5,
              test: /client[\\/]src[\\/](net[\\/](socket|connection|clock|reconnect|tab-id|new-id|rest|site)|rtc[\\/](device|emitter|retry-policy))\.ts|shared[\\/]src[\\/](protocol|errors|domain[\\/]session-machine)|zustand[\\/]esm[\\/]vanilla/,
            },
            {
              name: 'base',
              priority: 4,
              test: /node_modules[\\/](react|react-dom|scheduler|react-i18next|i18next|zustand|@tanstack|use-sync-external-store|html-parse-stringify|void-elements)[\\/]/,
            },
            {
              name: 'frame',
              priority: 3,
              test: /client[\\/]src[\\/](net|ui[\\/](states|skeleton|wordmark|format|time-text|use-page-title)|app[\\/](account|language-switch|use-me|on-air))|@mantine[\\/](hooks[\\/]|core[\\/]esm[\\/](core|components[\\/](Input|InputBase|TextInput|PasswordInput|CloseButton|ActionIcon|Button|Loader|UnstyledButton|Transition))[\\/])/,
            },
            {
              name: 'air',
              priority: 2,
              test: /client[\\/]src[\\/](rtc[\\/](viewer|received-feed|transport-link|signalling|encodings|way-marks)|state[\\/]live[\\/](?!moderation|speech-reporter))/,
            },
            {
              name: 'stage',
              priority: 1,
              // What comes only for some stays apart: the stream for those without a seat, and score sheets.
              test: /client[\\/]src[\\/]features[\\/]live[\\/](?!picture[\\/]overflow|rubric)/,
            },
            {
              name: 'kit',
              priority: 2,
              minShareCount: 2,
              // Menus and dialogs are for those who work here: the audience's page has none.
              test: /node_modules[\\/](@mantine(?!.*[\\/]components[\\/](Menu|Modal|Textarea|Progress)[\\/])|@tabler|@floating-ui|react-remove-scroll)/,
            },
          ],
        },
      },
    },
    // hls.js is one package and only ever loaded with the replay.
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/media': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true, changeOrigin: false },
    },
  },
});
