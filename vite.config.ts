import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const page = (name: string): string => join(import.meta.dirname, 'client', `${name}.html`);
const server = process.env.USERLAND_SERVER ?? 'http://127.0.0.1:2567';

/** Addresses such as /play/ABC234 in development, as the server's routes have them in the built client. */
const addresses: Plugin = {
  name: 'userland-addresses',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      const found = /^\/(join|play|host|watch)(?:\/[\w-]*)?(?=$|\?)/.exec(request.url ?? '')?.[1];
      if (found !== undefined) request.url = `/${found}.html`;
      next();
    });
  },
};

/** The client: five pages, each with its own entry, so that the start pages load without the world. */
export default defineConfig({
  root: 'client',
  plugins: [preact({ devToolsEnabled: false, reactAliasesEnabled: false }), addresses],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'client'),
    emptyOutDir: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { input: ['index', 'join', 'play', 'host', 'watch'].map(page) },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/matchmake': server,
      '/health': server,
      '^/[\\w-]+/[\\w-]+\\?sessionId=': { target: server, ws: true },
    },
  },
});
