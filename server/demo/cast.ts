import type { Actor } from '#kernel/actor.ts'
import { createPerson } from '#modules/identity/commands/people.ts'
import { changeUnit } from '#modules/identity/commands/units.ts'
import { knowPerson } from '#modules/identity/door.ts'
import { units } from '#modules/identity/queries/units.ts'
import { frontsOf } from './fronts.ts'
import type { Scene } from './scene.ts'

export const DEMO_PASSWORD = 'demo-demo-1'
export const ADMIN_EMAIL = 'demo@demo.example'

/** Somebody who works in the demo organisation. */
export interface Member { readonly id: string; readonly name: string; readonly email: string; readonly phone: string; readonly unitId: string; readonly position: string; readonly positionName: string; readonly role: string; readonly rank: number; readonly actor: Actor }
export interface Place { readonly id: string; readonly code: string; readonly kind: string }
export interface Cast { readonly admin: Actor; readonly members: readonly Member[]; readonly places: readonly Place[]; readonly fronts: readonly Place[]; readonly officer: Member; readonly director: Member }

const NAMES: Readonly<Record<string, readonly string[]>> = {
  complaintOfficer: ['zhao.ruolan'], serviceManager: ['lin.zhengyi'], generalManager: ['gao.wenbo'], financeOfficer: ['zhou.yaqin'], qualityEngineer: ['xu.jianhua'], shopManager: ['chen.guoqiang', 'sun.li'],
  clerk: ['li.xiaoyun', 'wang.hao', 'he.jiaying', 'ma.chao', 'tang.dewei'],
}
const SPARE = ['liu.yang', 'guo.ting', 'zheng.kai', 'feng.xue', 'deng.yi']
const MOST = 13
const LEAST = 9

interface Slot { readonly unit: string; readonly position: string }
interface Post extends Slot { readonly front: boolean }

/** One person for every post of the pack, two where customers come in; filled up so that there is somebody to talk to. */
const slotsOf = ({ body }: Scene): readonly Slot[] => {
  const handles = (position: string) => body.positions.find((p) => p.code === position)?.role === 'handler'
  const fronts = frontsOf(body).map((u) => u.code)
  const posts = body.units.flatMap((u) => u.positions.filter((p) => p !== 'administrator').map((position) => ({ unit: u.code, position, front: fronts.includes(u.code) && handles(position) })))
  const once = posts.flatMap((post) => Array.from({ length: post.front ? 2 : 1 }, () => post))
  const [first] = posts.filter((p) => p.front)
  const more = first ? Array.from({ length: Math.max(0, LEAST - once.length) }, () => first) : []
  const all = [...once, ...more].map((post) => ({ ...post }))
  // Where there are too many posts, each kind of post keeps at least one, and so does each place that customers come to.
  const isLead = (slot: Post) => all.findIndex((s) => s.position === slot.position && (!slot.front || s.unit === slot.unit)) === all.indexOf(slot)
  const chosen = [...all.filter(isLead), ...all.filter((slot) => !isLead(slot))].slice(0, Math.max(MOST, all.filter(isLead).length))
  return all.filter((slot) => chosen.includes(slot))
}

/** Gives out each name once: the one known for a post first, then whoever is left. */
const naming = (): ((position: string) => string) => {
  const left = [...Object.values(NAMES).flat(), ...SPARE]
  return (position) => {
    const own = NAMES[position]?.find((name) => left.includes(name)) ?? SPARE.find((name) => left.includes(name)) ?? left.at(-1)
    if (!own) throw new Error('more posts than names')
    left.splice(left.indexOf(own), 1)
    return own
  }
}

const knowActor = async ({ db, organizationId }: Scene, personId: string): Promise<Actor> => {
  const known = await knowPerson(db, organizationId, personId, null)
  if (!known) throw new Error('a person of the demo is not there')
  return known.actor
}

const hire = async (scene: Scene, admin: Actor, slot: Slot, handle: string, unitId: string, number: number): Promise<Member> => {
  const { body, locale, words } = scene
  const name = words.people[handle] ?? handle
  const email = `${handle}@demo.example`
  const phone = `0571-0000 00${10 + number}`
  const { id } = await scene.run(admin, createPerson, { name, email, password: DEMO_PASSWORD, unitId, positionCode: slot.position, phone, locale })
  const position = body.positions.find((p) => p.code === slot.position)
  return { id, name, email, phone, unitId, position: slot.position, positionName: position?.label[locale] ?? slot.position, role: position?.role ?? '', rank: position?.rank ?? 0, actor: await knowActor(scene, id) }
}

const first = (members: readonly Member[], ...fits: readonly ((m: Member) => boolean)[]): Member => {
  const found = fits.map((fit) => members.find(fit)).find((m) => m !== undefined) ?? members[0]
  if (!found) throw new Error('nobody works here')
  return found
}

const givePhones = async (scene: Scene, admin: Actor) => {
  const { items } = await scene.ask(admin, units, {})
  for (const [i, { id, code, name, kind, parentId, timeZone }] of items.entries()) await scene.run(admin, changeUnit, { id, code, name, kind, parentId, timeZone, phone: `0571-0000 01${10 + i}` })
  return items.map(({ id, code, kind }) => ({ id, code, kind }))
}

/** Hires everybody. The administrator does it, as in real life. */
export const hireCast = async (scene: Scene, adminId: string): Promise<Cast> => {
  const admin = await knowActor(scene, adminId)
  const places = await givePhones(scene, admin)
  const nameFor = naming()
  const members: Member[] = []
  for (const slot of slotsOf(scene)) {
    const place = places.find((p) => p.code === slot.unit)
    if (place) members.push(await hire(scene, admin, slot, nameFor(slot.position), place.id, members.length))
  }
  const fronts = frontsOf(scene.body).flatMap((u) => places.filter((p) => p.code === u.code))
  return {
    admin, members, places, fronts: fronts.length ? fronts : places.slice(0, 1),
    officer: first(members, (m) => m.role === 'officer', (m) => m.role === 'director'), director: first(members, (m) => m.position === 'serviceManager', (m) => m.role === 'director', (m) => m.actor.may('authority.approve')),
  }
}

/** Whoever of a unit serves customers, by turns; the complaint officer where nobody does. */
export const handlerAt = ({ members, officer }: Cast, unitId: string, number: number): Member => {
  const here = members.filter((m) => m.unitId === unitId && m.role === 'handler')
  return here[number % Math.max(1, here.length)] ?? officer
}
