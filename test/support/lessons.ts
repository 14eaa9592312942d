import { instant } from '#kernel/time.ts'
import type { World } from './app.ts'
import { onDatabase } from './steps.ts'
import { register } from './story.ts'

/** What customers say that no word list holds, and how people file it. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  fixedPrice: ['小票上的数目对不拢', '柜台那位把零头算错了', '收银机打出来的数目不同', '零头算错还不认'],
  clasp: ['搭口老是自己松开', '搭口合不拢', '搭口戴着戴着松开', '小钩子合不拢'],
  customOrder: ['说好月底完工拖到现在', '图纸改了三稿还没完工', '师傅说排期排到明年', '图纸定稿以后没有下文'],
}
const AROUND = ['上周在店里买的', '和家人一起来的', '第二次反映', '昨天下午发现', '请尽快答复']

/** Closes so many complaints of each kind, as cases of the past: registered, filed and ended. */
export const closeMany = async (w: World, each: number): Promise<void> => {
  const made: string[] = []
  for (const [categoryCode, said] of Object.entries(SAID)) {
    for (let i = 0; i < each; i++) {
      const text = `${AROUND[i % AROUND.length]}，${said[i % said.length]}，${AROUND[(i * 3 + 1) % AROUND.length]}`
      made.push((await register(w, w.admin, { customer: { name: `客人${categoryCode}${i}`, phone: null }, points: [{ text, categoryCode }] })).id)
    }
  }
  await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    await db.query(`update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = registered_at where id = any ($1)`, [made])
  })
}

/** What waits for a job is done: people's decisions teach. */
export const taught = async (w: World): Promise<void> => {
  const jobs = w.composed.reactions.flatMap(({ on, later }) => (later?.handler.startsWith('classification.') ? [{ on, later }] : []))
  const events = await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    return (await db.query('select id, organization_id, name, at, subject_type, subject_id, payload from kernel.event where name = any ($1) order by id', [jobs.map(({ on }) => on)])).rows
  })
  for (const e of events) {
    const event = { id: e.id, name: e.name, organizationId: e.organization_id, at: instant(e.at), subject: { type: e.subject_type, id: e.subject_id, unitId: null }, actor: { kind: 'system', id: null }, payload: e.payload }
    for (const { on, later } of jobs) if (on === e.name) await later.run(w.composed.doors, event as never)
  }
  await w.composed.learner.weigh()
}
