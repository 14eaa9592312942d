import type { Client, World } from './app.ts'
import { got, investigated } from './steps.ts'
import type { Registered } from './story.ts'

const why = { 'zh-CN': '另有规定', 'zh-Hant': '另有規定', en: 'Ruled otherwise' }
export interface RuleOf { readonly when: Record<string, unknown>; readonly gives: Record<string, unknown> }

/** Puts rules before all others of the table of authority, in force at once: written by the administrator, approved by somebody else. */
export const ruleFirst = async (w: World, approver: Client, rules: readonly RuleOf[]): Promise<string> => {
  const { published } = await got<any>(w.admin.get('/tables/authority'))
  const own = rules.map((rule, i) => ({ id: `own-${i}-${Math.random().toString(36).slice(2, 8)}`, when: rule.when, gives: { why, ...rule.gives } }))
  const { version } = await got<any>(w.admin.put('/tables/authority/draft', { version: 0, rules: [...own, ...published.rules], examples: [] }))
  await got(w.admin.post('/tables/authority/draft/send', { version, note: '' }))
  await got(approver.post('/tables/authority/draft/approve', { version: version + 1 }), 201)
  return own[0]?.id ?? ''
}

let phones = 0
/** A case of a customer of its own, ready for a remedy: what others were given does not count. */
export const freshCase = (w: World, who: Client, change: Record<string, unknown> = {}): Promise<Registered> =>
  investigated(w, who, { customer: { name: '新顾客', phone: `1370001${String(++phones).padStart(4, '0')}` }, ...change })
