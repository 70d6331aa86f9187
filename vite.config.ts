import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const PAGES = [
  'index',
  'join',
  'play',
  'host',
  'watch',
  'solo',
  'daily',
  'codex',
  'report',
  'assign',
  'prepare',
] as const;
const page = (name: string): string => join(import.meta.dirname, 'client', `${name}.html`);
const server = process.env.USERLAND_SERVER ?? `http://127.0.0.1:${process.env.PORT ?? '2567'}`;

/** In development, addresses such as `/play/ABC234` lead to their page, as the server leads them in production. */
function pageAddresses(): Plugin {
  return {
    name: 'page-addresses',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        const name = /^\/(join|play|host|watch|solo|daily|codex|report|assign|prepare)(\/[^/.]*)?(\?|$)/.exec(
          request.url ?? '',
        )?.[1];
        if (name !== undefined) request.url = `/${name}.html`;
        next();
      });
    },
  };
}

/** The client: eleven pages, each with its own entry, so that the start pages load without the world. */
export default defineConfig({
  root: 'client',
  plugins: [pageAddresses(), preact({ devToolsEnabled: false, reactAliasesEnabled: false })],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'client'),
    emptyOutDir: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { input: PAGES.map(page) },
  },
  worker: { format: 'iife', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/matchmake': server,
      '/health': server,
      // The room's WebSocket: /PROCESS/ROOM?sessionId=...
      '^/[\\w-]+/[\\w-]+\\?.*sessionId=': { target: server, ws: true },
    },
  },
});
