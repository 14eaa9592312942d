import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

interface Part { readonly type: string; readonly fileName: string; readonly name?: string; readonly facadeModuleId?: string | null; readonly imports?: string[]; readonly dynamicImports?: string[]; code?: string; readonly viteMetadata?: { readonly importedCss: Set<string> } }
type Bundle = Readonly<Record<string, Part>>

/** With everything they import at once. `known` is there already; where it is given, what opens only when pressed comes along, too. */
const reached = (bundle: Bundle, from: readonly string[], known?: ReadonlySet<string>): ReadonlySet<string> => {
  const found = new Set<string>(known)
  const visit = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const css of bundle[file]?.viteMetadata?.importedCss ?? []) found.add(css)
    for (const next of [...bundle[file]?.imports ?? [], ...(known ? bundle[file]?.dynamicImports ?? [] : [])]) visit(next)
  }
  for (const file of from) visit(file)
  return found
}

/** Writes into the worker which files the registration needs to open without a network, and a name for this build. */
const shell = (): Plugin => ({
  name: 'shell', enforce: 'post',
  // After the parts that hold styles alone are dropped.
  generateBundle: {
    order: 'post',
    handler: (_options, given) => {
      const bundle = given as unknown as Bundle
      const of = (path: RegExp) => Object.values(bundle).filter((part) => path.test(part.facadeModuleId ?? '')).map((part) => part.fileName)
      const worker = Object.values(bundle).find((part) => part.fileName === 'worker.js')
      if (!worker?.code) throw new Error('no worker was built')
      const files = [...reached(bundle, of(/pages\/register\/RegisterPage\.tsx$|app\/words\/[\w-]+\.ts$/), reached(bundle, of(/web\/index\.html$/)))].filter((file) => file in bundle).sort()
      const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
      worker.code = worker.code.replace(/\[\s*["'`]__SHELL__["'`]\s*\]/, JSON.stringify(files)).replace('__BUILD__', build)
      if (!worker.code.includes(build)) throw new Error('the worker does not know its files')
    },
  },
})

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Two pages, the staff application and the complainant's portal, which carries no component library; and the worker of the first.
const config = defineConfig({
  root: at('web'),
  plugins: [react(), shell()],
  base: '/',
  build: {
    outDir: at('dist/web'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1600,
    rollupOptions: { input: { index: at('web/index.html'), portal: at('web/portal.html'), worker: at('web/worker/staff.ts') }, output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') } },
  },
})
// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export.
export default config
