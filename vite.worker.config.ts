import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The service worker: one file of its own, under a name that never changes, beside the pages.
const config = defineConfig({
  root: at('web'), publicDir: false,
  build: {
    outDir: at('dist/web'), emptyOutDir: false, target: 'es2022', copyPublicDir: false,
    rollupOptions: { input: { worker: at('web/worker/staff.ts') }, output: { entryFileNames: '[name].js', format: 'iife' } },
  },
})
// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export.
export default config
