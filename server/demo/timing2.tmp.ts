import pg from 'pg'
const orig = pg.Client.prototype.query
const stats = new Map<string, { n: number; ms: number }>()
pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text
  const t = performance.now()
  const r = (orig as Function).apply(this, args)
  const key = text.replace(/\$\d+/g, '?').replace(/'[^']*'/g, "''").slice(0, 90)
  const done = () => { const s = stats.get(key) ?? { n: 0, ms: 0 }; s.n++; s.ms += performance.now() - t; stats.set(key, s) }
  if (r?.then) r.then(done, done)
  return r
} as never
await import('./timing.tmp.ts')
const all = [...stats].sort((a, b) => b[1].ms - a[1].ms)
console.log('statements', all.reduce((s, [, v]) => s + v.n, 0), 'ms', Math.round(all.reduce((s, [, v]) => s + v.ms, 0)))
for (const [k, v] of all.slice(0, 30)) console.log(Math.round(v.ms), v.n, (v.ms / v.n).toFixed(2), k)
