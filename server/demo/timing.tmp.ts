import { throwawayHost } from '/work/main/test/support/database.ts'
import { migrate } from '/work/main/server/kernel/migrate.ts'
import { connect } from '/work/main/server/kernel/db.ts'
import { compose } from '/work/main/server/app.ts'
import { readConfig } from '/work/main/server/kernel/config.ts'
import { createLog } from '/work/main/server/kernel/log.ts'
import { demo } from '/work/main/server/demo/demo.ts'
import { systemClock } from '/work/main/server/kernel/time.ts'
import { mkdtempSync } from 'node:fs'
const host = await throwawayHost()
try {
  await migrate(host.url)
  const folder = mkdtempSync('/tmp/demo-')
  const database = connect(host.url, 8, () => undefined)
  const config = { ...readConfig({ DATA_DIR: folder }), databaseUrl: host.url }
  const c = compose({ config, database, log: createLog('error'), clock: systemClock })
  const t = performance.now(); const cpu = process.cpuUsage()
  const r = await demo({ db: database.db, reactions: c.reactions, store: c.store, timeZone: 'Asia/Shanghai', pack: process.argv[2] ?? 'jewellery', locale: (process.argv[3] ?? 'zh-CN') as 'en', clock: systemClock })
  console.log(process.argv.slice(2).join(' '), Math.round(performance.now() - t), 'ms; cpu', Math.round(process.cpuUsage(cpu).user / 1000), r.portal, r.people.length)
  if (process.argv[4]) { const pgm = await import('pg'); const cl = new pgm.default.Client({ connectionString: (() => { const u = new URL(host.owner ?? ''); u.pathname = '/wenguo'; return u.href })() }); await cl.connect(); for (const sqlText of process.argv.slice(4)) { const q = await cl.query(sqlText); console.log(q.rows.map((row: object) => Object.values(row).map((v) => v instanceof Date ? v.toISOString() : String(v)).join(' | ')).join('\n')) } await cl.end() }
  c.close(); await database.end()
} catch (e) { console.error(e); process.exitCode = 1 } finally { await host.stop() }
