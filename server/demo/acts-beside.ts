import type { LiaisonField } from '#contract/liaison-pack.ts'
import { localDay } from '#kernel/calendar.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import { take as takeGoods } from '#modules/custody/commands/take.ts'
import { issue, send } from '#modules/liaison/commands/issue.ts'
import { take as takeStop } from '#modules/liaison/commands/stops.ts'
import { formQuery } from '#modules/liaison/queries/form.ts'
import { proposal } from '#modules/liaison/queries/proposal.ts'
import { photograph } from './acts-register.ts'
import { type Act, type Play, actorOf } from './play.ts'
import { pick } from './words.ts'

const KINDS: Readonly<Record<string, 'jewellery' | 'photograph' | 'sample' | 'document'>> = { jewellery: 'jewellery', 'wedding-photography': 'photograph', cement: 'sample', healthcare: 'document' }
const DAYS_WITH_US = 9

/** What it is about stays with us, signed for by both. */
export const leaveGoods: Act = async (play, folder) => {
  const { words, body, now } = play
  const actor = actorOf(folder)
  const sign = (who: number) => photograph(play, actor, 'stroke', folder.index * 10 + who, words.signed)
  const photo = await photograph(play, actor, body.pack.code === 'jewellery' ? 'ring' : 'box', folder.index * 10 + 7, pick(words.photos, folder.index))
  const { product, priceFen } = folder.row.matter
  await play.run(actor, takeGoods, {
    complaintId: folder.id, kind: KINDS[body.pack.code] ?? 'product', what: product ?? words.beside.goods, weight: null, condition: pick(words.beside.conditions, folder.index), seal: `F-${2_600 + folder.index}`, valueFen: priceFen, returnBy: iso(plusMs(now, DAYS_WITH_US * DAY)), place: words.beside.safe,
    photoIds: [photo], customerSignatureId: await sign(1), staffSignatureId: await sign(2),
  })
}

/** What the form wants to know, where the registration did not say. */
const standIn = ({ words, timeZone, now }: Play, { type, choices }: Pick<LiaisonField, 'type' | 'choices'>): string | number => {
  if (type === 'number') return 1
  if (type === 'day') return localDay(timeZone, now)
  return choices?.[0]?.code ?? words.beside.checked
}

/** The units that can tell why are asked by liaison form; whoever is there takes it on. */
export const sendForm: Act = async (play, folder) => {
  const actor = actorOf(folder)
  const { template, fields, text, demand, product, lot, order } = await play.ask(actor, proposal, { complaintId: folder.id })
  const missing = template.filter((f) => f.part === 'issue' && f.required && fields[f.code] === undefined)
  const { id } = await play.run(actor, issue, { complaintId: folder.id, text, demand, product, lot, order, fields: { ...fields, ...Object.fromEntries(missing.map((f) => [f.code, standIn(play, f)])) }, otherwise: '' })
  await play.run(actor, send, { id, version: (await play.ask(actor, formQuery, { id })).version, signatureId: null, fileIds: [] })
  const [stop] = (await play.ask(actor, formQuery, { id })).stops.filter((s) => s.state === 'open')
  const taker = play.cast.members.find((m) => m.unitId === stop?.unit.id && m.actor.may('liaison.take'))
  if (stop && taker) await play.run(taker.actor, takeStop, { id: stop.id })
}
