import { Readable } from 'node:stream'
import type { RegisterComplaint } from '#contract/complaint.ts'
import { MOST_BYTES } from '#contract/files.ts'
import type { TellBy } from '#contract/tell-by.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { DAY, MINUTE, iso, plusMs } from '#kernel/time.ts'
import { changeCustomer } from '#modules/customer/commands/record.ts'
import { addFile } from '#modules/files/commands.ts'
import { register } from '#modules/intake/commands.ts'
import { submit } from '#modules/portal/commands/submit.ts'
import { openedBy, submitter } from '#modules/portal/door.ts'
import { accept } from '#modules/routing/commands.ts'
import { customerOf, pointIdsOf, waitingHandoverOf } from './peek.ts'
import { type Picture, picture } from './pictures.ts'
import { type Act, type Folder, type Play, matterAt } from './play.ts'
import { customerName, fill, pick } from './words.ts'

/** The complainant before the portal, with number and code. */
export const visitorOf = async ({ db, locale }: Play, folder: Folder): Promise<Actor> => {
  const opened = await openedBy(db, { number: folder.number, code: folder.code }, locale)
  if (!opened) throw new Error(`${folder.number} is not opened by its code`)
  return opened.actor
}

/** A photograph taken by somebody, in the store and named. */
export const photograph = async (play: Play, actor: Actor, of: Picture, number: number, name: string): Promise<string> => {
  const bytes = picture(of, number)
  const kept = await play.store.put(Readable.from([bytes]), MOST_BYTES, async () => undefined)
  return (await play.run(actor, addFile, { sha256: kept.sha256, bytes: kept.bytes, name, mediaType: 'image/png', preview: true })).id
}

const PREFIXES = ['139', '136', '138', '186', '177']
const phoneOf = (who: number) => `${pick(PREFIXES, who)}0000${1001 + who}`

/** Customers who are no persons. */
const BODIES: Readonly<Record<number, string>> = { 6: 'testingBody', 19: 'corporate' }

const classOf = ({ body }: Play, who: number): string | null => {
  const persons = body.classes.filter((c) => !Object.values(BODIES).includes(c.code))
  const firm = body.classes.find((c) => c.code === BODIES[who])?.code
  return firm ?? (who % 3 === 0 ? pick(persons, who / 3).code : null)
}

const complainant = (play: Play, { row }: Folder): RegisterComplaint['customer'] => {
  const { who, matter } = row
  if (matter.customer) return { ...matter.customer }
  return {
    name: customerName(play.words, who), phone: phoneOf(who), email: who % 4 === 1 ? `customer${who}@mail.example` : null, memberNumber: who % 2 ? `M-${100_200 + who}` : null, classCode: classOf(play, who),
    address: who % 5 === 2 ? pick(play.words.addresses, who) : null,
  }
}

const DAYS_OWNED = [3, 20, 9, 41, 14, 6, 28]
const boughtOn = (play: Play, folder: Folder) => localDay(play.timeZone, plusMs(play.now, -pick(DAYS_OWNED, folder.index) * DAY))
const slipOf = (play: Play, folder: Folder) => `${folder.place.code}-${boughtOn(play, folder).replaceAll('-', '')}-${String(11 + (folder.index * 7) % 60).padStart(4, '0')}`

const STANDINS = { text: '1', number: 1, money: 100, choice: '', day: '', longText: '1', yesNo: 'yes', several: '' } as const

/** What the form of the pack asks for, as far as the matter has something to do with it. */
const fieldsOf = (play: Play, folder: Folder): Record<string, string | number> => {
  const { matter } = folder.row
  const general: Record<string, string | number> = matter.priceFen === null ? {} : { salesNumber: slipOf(play, folder), boughtOn: boughtOn(play, folder), pricePaid: matter.priceFen }
  const known = Object.fromEntries(Object.entries(general).filter(([code, value]) => play.body.fields.some((f) => f.code === code && !f.categories && (f.type === 'money') === (typeof value === 'number'))))
  const required = play.body.fields.filter((f) => f.required).map((f) => [f.code, f.type === 'choice' ? (f.choices?.[0]?.code ?? '') : f.type === 'day' ? boughtOn(play, folder) : STANDINS[f.type]])
  return { ...Object.fromEntries(required), ...known, ...matter.fields }
}

const goodsOf = (play: Play, folder: Folder) => {
  const { product, priceFen } = folder.row.matter
  const priced = { product: product ? { name: product, priceFen } : null, order: null }
  return priceFen === null ? priced : { ...priced, order: { number: slipOf(play, folder), boughtOn: boughtOn(play, folder), amountFen: priceFen } }
}

const pointsOf = (folder: Folder): RegisterComplaint['points'] => [folder.row.matter, ...(folder.row.also ? [folder.row.also] : [])].map((m) => ({
  text: m.text, wants: m.wants, categoryCode: m.category, severity: m.severity, ...(m.fault ? { serviceFault: m.fault, serviceStage: 'during' as const } : {}),
}))

/** Customers who said how they want to hear how it goes on. */
const TOLD_BY: Readonly<Record<number, TellBy>> = { 13: 'call', 23: 'portal', 37: 'portal', 40: 'call', 42: 'portal' }

/** Where it happened: at the counter for who came, on the phone for who rang. */
const placeOf = ({ words }: Play, { row, index }: Folder): string | null => {
  if (row.via === 'walkIn' || row.via === 'card') return pick(words.place, index)
  return row.via === 'phone' ? words.onThePhone : null
}

const registration = (play: Play, folder: Folder): RegisterComplaint => {
  const { row, handler, index, place } = folder
  const by = row.via === 'automatic' || row.via === 'colleague' ? play.words.receiver : { name: handler.name, position: handler.positionName }
  const customer = complainant(play, folder)
  const tellBy = customer.phone ? TOLD_BY[row.who] : undefined
  return {
    ...(tellBy && { tellBy }),
    channel: row.via, unitId: place.id, receivedAt: iso(plusMs(play.now, -(2 + index % 5) * MINUTE)), occurredAt: iso(plusMs(play.now, -(1 + index % 3) * DAY)), customer, points: pointsOf(folder),
    ...goodsOf(play, folder), receiver: { name: by.name, position: by.position }, signedOff: true, place: placeOf(play, folder), soFar: index % 3 ? null : pick(play.words.soFar, index), nature: row.matter.claimFen || row.matter.liability === 'ours' ? 'claim' : 'redress',
    claimFen: row.matter.claimFen, fields: fieldsOf(play, folder), privateRoom: row.via === 'walkIn' && index % 4 === 0, readBack: index % 2 === 0,
  }
}

/** Where a rule names who looks after such a case, they take it on. */
const takeOnByRule = async (play: Play, folder: Folder) => {
  const waiting = await waitingHandoverOf(play, folder)
  const taker = waiting && play.cast.members.find((member) => member.id === waiting.to_id)
  if (!taker) return
  await play.run(taker.actor, accept, { id: waiting.id, tell: 'none' })
  folder.handler = taker
}

/** Who received it writes it down. */
const registerByStaff: Act = async (play, folder) => {
  const made = await play.run(folder.handler.actor, register, registration(play, folder))
  Object.assign(folder, { id: made.id, number: made.number, code: made.portalCode, points: made.points.map((p) => p.id) })
  await takeOnByRule(play, folder)
}

/** The complainant writes it down, at the portal, some with a photograph. */
const registerAtPortal: Act = async (play, folder) => {
  const { locale, organizationId, words, place } = { ...play, place: folder.place }
  const visitor = submitter({ organizationId, organization: '', unitId: place.id, code: place.code, name: '', card: null }, locale)
  const customer = complainant(play, folder)
  const { text, wants } = folder.row.matter
  const fileIds = folder.index % 2 ? [await photograph(play, visitor, 'box', folder.index, pick(words.photos, folder.index))] : []
  const made = await play.run(visitor, submit, { unitId: place.id, name: customer.name, phone: customer.phone ?? null, text, wants, fileIds, receiver: words.receiver, card: null })
  Object.assign(folder, { number: made.number, code: made.code })
  folder.id = (await visitorOf(play, folder)).caseId ?? ''
  folder.points = await pointIdsOf(play, folder.id)
}

export const arrive: Act = (play, folder) => (folder.row.via === 'web' ? registerAtPortal : registerByStaff)(play, folder)

const TEMPERAMENTS = ['mild', 'angry', 'insistent', 'distressed'] as const

/** What one gets to know of a customer while talking. */
export const know: Act = async (play, folder) => {
  const { words } = play
  const c = await customerOf(play, folder)
  await play.run(folder.handler.actor, changeCustomer, {
    id: c.id, version: c.version, name: c.name, phone: c.phone, email: c.email, memberNumber: c.member_number, classCode: c.class_code, address: c.address,
    temperament: pick(TEMPERAMENTS, folder.index), relation: pick(words.relations, folder.index), note: pick(words.remarks, folder.index),
  })
}

/** What the complaint says and asks for, in the handler's words. */
export const retold = (play: Play, folder: Folder): string => fill(pick(play.words.restated, folder.index), { text: matterAt(folder, 0).text, wants: matterAt(folder, 0).wants })
