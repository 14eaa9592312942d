import type { World } from './app.ts'
import { jobsDone } from './jobs.ts'
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
  await jobsDone(w, 'classification.')
  await w.composed.learner.weigh()
}
