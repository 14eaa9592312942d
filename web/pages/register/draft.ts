import type { z } from 'zod'
import type { FileRef } from '#contract/common.ts'
import type { register } from '#contract/complaint.ts'
import type { Identity } from '#contract/kept.ts'
import type { Field, FieldAnswer, PackView } from '#contract/packs.ts'
import type { FoundBefore } from '../../app/device/waiting.ts'
import { fieldsFor } from '../../modules/complaint/pack-fields.ts'
import { momentAt } from '../../ui/zone.ts'
import { receptionOf } from './reception.ts'
import { valueIn } from './twins.ts'

export type Input = z.input<typeof register.input>
export type Channel = Input['channel']
type Urgency = NonNullable<Input['urgency']>
type Nature = NonNullable<Input['nature']>
type Presence = NonNullable<Input['presence']>
export type Temper = 'mild' | 'angry' | 'insistent' | 'distressed'

export interface PointDraft { readonly key: string; readonly text: string; readonly wants: string; readonly categoryCode: string | null }

/** A line written while the customer talks, with its moment. */
export interface NoteDraft { readonly key: string; readonly at: string; readonly text: string }
/** `pausedAt`: broken off just now. */
export interface TalkDraft { readonly startedAt: string; readonly endedAt: string | null; readonly pausedAt: string | null; readonly pauses: readonly { readonly from: string; readonly to: string }[] }
/** What was read to the customer, and the picture of their signature among the files. */
export interface ReadBackDraft { readonly text: string; readonly at: string; readonly signatureId: string | null }

/** How it was received, beyond what it says. */
export interface ReceptionDraft {
  readonly notes: readonly NoteDraft[]
  readonly recording: { readonly fileId: string; readonly startedAt: string } | null
  readonly talk: TalkDraft | null; readonly seatedAt: string; readonly hostId: string | null; readonly readBack: ReadBackDraft | null
  readonly writtenFrom: string; readonly reference: string; readonly answerBy: string; /** Which body passed it on; null: nobody says. */ readonly body?: string | null | undefined
  readonly appointment: string; readonly appointmentAt: string
}

/** The registration as it is typed; kept in the browser until it is sent. */
export interface Draft {
  readonly channel: Channel; readonly unitId: string
  /** When the first word was typed: the moment of receipt unless said otherwise (A16). */
  readonly startedAt: string | null
  readonly received: 'now' | 'earlier'; readonly receivedAt: string; readonly occurredAt: string
  /** Where the customer is, of who came in person; `departedAt`: when they left. */
  readonly presence: Presence | null; readonly departedAt: string
  readonly customerId: string | null; readonly name: string; readonly phone: string; readonly email: string; readonly memberNumber: string; readonly address: string; readonly classCode: string | null
  readonly temperament: Temper | null
  /** Whether who complains may be known. */
  readonly identity: Identity
  /** How they want to hear of what changes; null: nothing was asked. */
  readonly tellBy: NonNullable<Input['tellBy']> | null
  /** Who complains for the customer. */
  readonly representative: { readonly name: string; readonly phone: string; readonly relation: string; /** The paper that says so, among the files. */ readonly authority?: { readonly fileId: string; readonly scope: string; readonly untilOn: string } | null } | null
  readonly points: readonly PointDraft[]
  readonly claimFen: number | null; readonly nature: Nature | null
  readonly productName: string; readonly productCode: string; readonly lot: string; readonly priceFen: number | null
  readonly orderNumber: string; readonly boughtOn: string; readonly amountFen: number | null
  readonly place: string; readonly soFar: string; readonly privateRoom: boolean; readonly readBack: boolean; readonly confidential: boolean
  /** Members of staff it is about; null: it is about nobody of us. */
  readonly accusedIds: readonly string[] | null
  readonly fields: Readonly<Record<string, FieldAnswer>>
  readonly urgency: Urgency | null; readonly urgencyReason: string
  readonly receiverName: string; readonly receiverPosition: string; readonly signedOff: boolean
  readonly files: readonly FileRef[]
  readonly reception: ReceptionDraft
  /** An order that was looked up, by which it is kept in the case once there is one. */
  readonly orderFound: FoundBefore | null
  /** Cases to be linked once this one is registered; those that were looked at and are another matter. */
  readonly linkTo: readonly string[]; readonly notAlike: readonly string[]
}

export type Change = (part: Partial<Draft>) => void

export const newPoint = (): PointDraft => ({ key: crypto.randomUUID(), text: '', wants: '', categoryCode: null })

const emptyReception: ReceptionDraft = { notes: [], recording: null, talk: null, seatedAt: '', hostId: null, readBack: null, writtenFrom: '', reference: '', answerBy: '', appointment: '', appointmentAt: '' }

export const emptyDraft = (unitId: string, receiverName: string, receiverPosition: string, channel: Channel): Draft => ({
  channel, unitId, startedAt: null, received: 'now', receivedAt: '', occurredAt: '', presence: null, departedAt: '',
  customerId: null, name: '', phone: '', email: '', memberNumber: '', address: '', classCode: null, temperament: null, identity: 'open', tellBy: null, representative: null,
  points: [newPoint()], claimFen: null, nature: null, productName: '', productCode: '', lot: '', priceFen: null, orderNumber: '', boughtOn: '', amountFen: null,
  place: '', soFar: '', privateRoom: false, readBack: false, confidential: false, accusedIds: null, fields: {}, urgency: null, urgencyReason: '',
  receiverName, receiverPosition, signedOff: false, files: [], reception: emptyReception, orderFound: null, linkTo: [], notAlike: [],
})

/** At the counter who complains stands there, unless it is said otherwise. */
export const atCounter = (draft: Draft): Draft => (draft.channel === 'walkIn' && draft.presence === null ? { ...draft, presence: 'onPremises' } : draft)

/** The customer's own words, all points together. */
export const wholeText = (draft: Draft) => draft.points.map((point) => point.text.trim()).filter(Boolean).join('\n')

/** The pack's fields for the chosen categories. */
export const askedFields = (draft: Draft, pack: PackView): readonly Field[] => fieldsFor(pack.fields, pack.categories, draft.points.map((point) => point.categoryCode), draft.channel)

const isBlank = (value: FieldAnswer | undefined): value is undefined => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Everything asked for and not yet given, by the name of its label (A9: what is missing is named). */
export const missing = (draft: Draft, pack: PackView, name: (field: Field) => string, word: (key: string) => string): readonly string[] => {
  const rules: readonly (readonly [boolean, string])[] = [
    [draft.identity !== 'anonymous' && draft.name.trim() === '', word('missing.name')], [draft.representative !== null && (draft.representative.name.trim() === '' || draft.representative.relation.trim() === ''), word('missing.representative')], [wholeText(draft) === '', word('missing.text')], [draft.unitId === '', word('missing.unit')],
    [draft.received === 'earlier' && draft.receivedAt === '', word('missing.receivedAt')],
    [draft.receiverName.trim() === '', word('missing.receiverName')], [draft.receiverPosition.trim() === '', word('missing.receiverPosition')],
    ...askedFields(draft, pack).filter((field) => field.required).map((field) => [isBlank(valueIn(draft, field)), name(field)] as const),
    [draft.representative?.authority != null && draft.representative.authority.scope.trim() === '', word('missing.authorityScope')],
    [(draft.reception.appointment.trim() === '') !== (draft.reception.appointmentAt === ''), word('missing.appointment')],
    [draft.urgency !== null && draft.urgencyReason.trim() === '', word('missing.urgencyReason')], [draft.accusedIds?.length === 0, word('missing.accused')], [!draft.signedOff, word('missing.signedOff')],
  ]
  return rules.filter(([holds]) => holds).map(([, what]) => what)
}

const blank = (text: string) => text.trim() || null
const filled = <T extends Record<string, unknown>>(part: T) => (Object.values(part).some((value) => value !== null && value !== undefined && value !== '') ? part : null)

const customerOf = (draft: Draft): Input['customer'] => ({
  ...(draft.customerId && { id: draft.customerId }), name: draft.name.trim(), phone: blank(draft.phone), email: blank(draft.email),
  memberNumber: blank(draft.memberNumber), address: blank(draft.address), classCode: draft.classCode, temperament: draft.temperament,
})

const pointsOf = (draft: Draft): Input['points'] =>
  draft.points.filter((point) => point.text.trim() !== '').map((point) => ({ text: point.text, wants: blank(point.wants), categoryCode: point.categoryCode }))

const factsOf = (draft: Draft, zone: string) => ({
  product: filled({ ...(draft.productName && { name: draft.productName }), ...(draft.productCode && { code: draft.productCode }), ...(draft.lot && { lot: draft.lot }), ...(draft.priceFen !== null && { priceFen: draft.priceFen }) }),
  order: filled({ ...(draft.orderNumber && { number: draft.orderNumber }), ...(draft.boughtOn && { boughtOn: draft.boughtOn }), ...(draft.amountFen !== null && { amountFen: draft.amountFen }) }),
  place: blank(draft.place), soFar: blank(draft.soFar), occurredAt: draft.occurredAt ? momentAt(zone, draft.occurredAt) : null, claimFen: draft.claimFen,
})

const fieldsOf = (draft: Draft, pack: PackView): Record<string, FieldAnswer> => Object.fromEntries(askedFields(draft, pack).flatMap((field) => {
  const value = valueIn(draft, field)
  return isBlank(value) ? [] : [[field.code, value]]
}))

const presenceOf = ({ channel, presence, departedAt }: Draft, zone: string): Pick<Input, 'presence' | 'departedAt'> =>
  (channel === 'walkIn' && presence ? { presence, ...(presence === 'left' && departedAt && { departedAt: momentAt(zone, departedAt) }) } : {})

const authorityOf = ({ representative, files }: Draft) => {
  const paper = representative?.authority
  return paper && files.some((file) => file.id === paper.fileId) ? { fileId: paper.fileId, scope: paper.scope.trim(), untilOn: paper.untilOn || null } : null
}

/** The draft as the contract wants it. `now` serves where nobody began typing; times that were typed are those of the unit's `zone`. */
export const toInput = (draft: Draft, pack: PackView, now: string, zone: string): Input => {
  return {
    channel: draft.channel, unitId: draft.unitId, receivedAt: draft.received === 'earlier' ? momentAt(zone, draft.receivedAt) : draft.startedAt ?? now,
    customer: draft.identity === 'anonymous' ? null : customerOf(draft), ...(draft.identity !== 'open' && { identity: draft.identity }), ...(draft.tellBy && draft.identity !== 'anonymous' && { tellBy: draft.tellBy }), points: pointsOf(draft), ...factsOf(draft, zone), ...presenceOf(draft, zone),
    fields: fieldsOf(draft, pack),
    receiver: { name: draft.receiverName.trim(), position: draft.receiverPosition.trim() }, signedOff: true,
    ...(draft.representative && { representative: { name: draft.representative.name.trim(), phone: blank(draft.representative.phone), relation: draft.representative.relation.trim(), authority: authorityOf(draft) } }),
    ...(draft.nature && { nature: draft.nature }), ...(draft.urgency && { urgency: draft.urgency, urgencyReason: draft.urgencyReason }),
    fileIds: draft.files.map((file) => file.id), privateRoom: draft.privateRoom, readBack: draft.readBack || draft.reception.readBack !== null, confidential: draft.confidential, ...(draft.accusedIds?.length && { accusedIds: [...draft.accusedIds] }),
    ...receptionOf(draft, zone),
  }
}
