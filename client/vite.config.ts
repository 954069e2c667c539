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
          // Every page needs these, so they come as two files instead of twenty.
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|react-i18next|i18next|zustand|@tanstack|use-sync-external-store|html-parse-stringify|void-elements)[\\/]/,
            },
            {
              name: 'frame',
              test: /client[\\/]src[\\/](net|ui[\\/](states|skeleton|wordmark|format|time-text|use-page-title)|app[\\/](account|language-switch|use-me|on-air))/,
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
      '/api': server,
      '/media': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
