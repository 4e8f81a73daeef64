import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogueParts } from './build-checks/catalogue-parts.js';
import { checkLocales } from './build-checks/locales.js';
import { checkLogicalCss } from './build-checks/logical-css.js';
import { sizeBudget } from './build-checks/size-budget.js';

export default defineConfig({
  base: '/console/',
  plugins: [
    react(),
    catalogueParts(),
    checkLocales(new URL('./src/locales/', import.meta.url)),
    checkLogicalCss(),
    sizeBudget(),
  ],
  build: {
    outDir: 'dist',
    // The content security policy allows files of our own origin and nothing else: no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': process.env.ATHAR_URL ?? 'http://127.0.0.1:3000' } },
});
