import { randomUUID } from 'node:crypto'
import { systemActor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { ROOT } from '#kernel/root.ts'
import { setUp } from '#modules/packs/commands.ts'
import { readPack } from '#modules/packs/load.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { type Client, openEmptyWorld } from './app.ts'

export interface Colleague { readonly id: string; readonly client: Client; readonly unit: string; readonly position: string; readonly rank: number; readonly role: string }
export interface Industry { readonly w: Awaited<ReturnType<typeof openEmptyWorld>>; readonly body: PackBody; readonly admin: Client; readonly people: readonly Colleague[]; readonly front: { readonly code: string; readonly id: string } }

const ADMIN = { email: 'admin@example.com', password: 'admin-admin-1' }

/** An organisation of an industry, one person in every post of every unit of its pack, or in those that are wanted. */
export const openIndustry = async (pack: string, locale: 'zh-CN' | 'zh-Hant' | 'en' = 'zh-CN', wanted: (unit: string, position: string) => boolean = () => true, env: Record<string, string> = {}): Promise<Industry> => {
  const w = await openEmptyWorld(env)
  const body = readPack(ROOT, pack)
  await w.composed.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'test' }, { locale, pack, organization: body.pack.name[locale], name: '管理员', email: ADMIN.email, password: ADMIN.password, timeZone: 'Asia/Shanghai' })
  const admin = await w.signIn(ADMIN.email, ADMIN.password)
  const { body: units } = await admin.get<{ items: { id: string; code: string }[] }>('/units')
  const idOf = (code: string) => units.items.find((u) => u.code === code)?.id ?? ''
  const people: Colleague[] = []
  for (const unit of body.units) {
    for (const code of unit.positions.filter((p) => p !== 'administrator' && wanted(unit.code, p))) {
      const position = body.positions.find((p) => p.code === code)
      const email = `${randomUUID().slice(0, 8)}@example.com`
      const made = await admin.post<{ id: string }>('/people', { name: `${unit.label[locale]} ${position?.label[locale]}`, email, password: ADMIN.password, unitId: idOf(unit.code), positionCode: code })
      if (made.status !== 201) throw new Error(`${pack}: ${unit.code} ${code}: ${JSON.stringify(made.body)}`)
      people.push({ id: made.body.id, client: await w.signIn(email, ADMIN.password), unit: unit.code, position: code, rank: position?.rank ?? 0, role: position?.role ?? '' })
    }
  }
  const front = body.units.find((u) => u.parent !== null && u.positions.some((p) => people.some((x) => x.unit === u.code && x.position === p && x.role === 'handler')))
  if (!front) throw new Error(`${pack}: no unit with a handler`)
  return { w, body, admin, people, front: { code: front.code, id: idOf(front.code) } }
}
