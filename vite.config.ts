import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Two entries: the staff application and the complainant's portal, which carries no component library.
const config = defineConfig({
  root: at('web'),
  plugins: [react()],
  base: '/',
  build: {
    outDir: at('dist/web'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1600,
    rollupOptions: { input: { index: at('web/index.html'), portal: at('web/portal.html') } },
  },
})
// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export.
export default config
