import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The server is compiled ahead, so that it starts fast; packages stay in node_modules.
const config = defineConfig({
  root: at('.'),
  publicDir: false,
  build: {
    ssr: true, outDir: at('dist/server'), emptyOutDir: true, target: 'node20', minify: false, sourcemap: true, copyPublicDir: false,
    rollupOptions: { input: { main: at('server/main.ts'), 'paper-worker': at('server/adapters/paper/worker.ts'), 'teacher-worker': at('server/adapters/teacher/worker.ts'), 'mail-worker': at('server/adapters/mail/reading/worker.ts') }, output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js', format: 'es' } },
  },
})
// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export.
export default config
