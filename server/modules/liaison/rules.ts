import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/liaison.ts'
import type { Instant } from '#kernel/time.ts'

export interface StopFacts {
  readonly id: string; readonly no: number; readonly kind: contract.StopKind; readonly state: contract.StopState; readonly unitId: string; /** The outsider who answers; the unit leads. */ readonly partyId: string | null; readonly round: number; readonly binding: boolean
  readonly fromId: string | null; readonly aboutId: string | null; readonly signedAt: Instant | null
}
export interface FormFacts { readonly unitId: string; readonly qualityUnitId: string | null; readonly officeUnitId: string; readonly planned: readonly string[]; readonly withdrawn: boolean; readonly stops: readonly StopFacts[] }

/** What somebody does with a form. `stop` is the one it is done at. */
export type Action =
  | { readonly does: 'send' } | { readonly does: 'withdraw' } | { readonly does: 'settle' } | { readonly does: 'ask'; readonly units: readonly string[] } | { readonly does: 'askParty'; readonly party: string }
  | { readonly does: 'forward' | 'reject'; readonly stop: string; readonly units: readonly string[] }
  | { readonly does: 'take' | 'answer' | 'sendBack' | 'recall' | 'dispute' | 'drop'; readonly stop: string }
  | { readonly does: 'decide'; readonly stop: string; readonly outcome: 'stands' | 'again'; readonly units: readonly string[] }

type AtStop = Extract<Action, { stop: string }>
type Deciding = Extract<Action, { does: 'decide' }>

export interface Opening { readonly kind: contract.StopKind; readonly unitId: string; readonly partyId: string | null; readonly round: number; readonly fromId: string | null; readonly aboutId: string | null; readonly binding: boolean; /** Made and signed in one. */ readonly signed: boolean }
export type Change =
  | { readonly what: 'open'; readonly stop: Opening } | { readonly what: 'sign' | 'reopen' | 'bind'; readonly id: string } | { readonly what: 'end'; readonly id: string; readonly as: contract.StopState }

const isAt = (kind: contract.StopKind, state: contract.StopState) => (s: StopFacts) => s.kind === kind && s.state === state
const isOpen = (s: StopFacts) => s.state === 'open'
/** Units of the house and outsiders answer side by side. */
export const answers = (kind: string): boolean => kind === 'unit' || kind === 'party'
/** Answered and not refused. */
const hasAnswered = (s: StopFacts) => answers(s.kind) && (s.state === 'signed' || s.state === 'accepted')

/** Where the form stands follows from its stops alone. */
export const standing = (form: Pick<FormFacts, 'withdrawn' | 'stops'>): contract.FormState => {
  const { stops } = form
  if (form.withdrawn) return 'withdrawn'
  if (stops.some(isAt('closing', 'signed'))) return 'settled'
  if (stops.some(isAt('office', 'open'))) return 'disputed'
  if (stops.some((s) => answers(s.kind) && isOpen(s))) return 'units'
  if (stops.some(isAt('quality', 'open'))) return 'quality'
  return stops.some(isAt('issue', 'signed')) ? 'collected' : 'draft'
}

export const isEnded = (state: contract.FormState): boolean => state === 'settled' || state === 'withdrawn'
export const roundOf = (stops: readonly Pick<StopFacts, 'round'>[]): number => Math.max(1, ...stops.map((s) => s.round))

const find = (form: FormFacts, id: string) => form.stops.find((s) => s.id === id)
const disputedNow = (form: FormFacts, id: string) => form.stops.some((s) => s.kind === 'office' && isOpen(s) && s.aboutId === id)

const whyNotOpenAt = (kinds: readonly contract.StopKind[]) => (_form: FormFacts, stop: StopFacts): Refusal | null => {
  if (!kinds.includes(stop.kind)) return contract.notThisStop
  return isOpen(stop) ? null : contract.stopOver
}

const whyNotSendBack = (form: FormFacts, stop: StopFacts) => whyNotOpenAt(['quality', 'unit'])(form, stop) ?? (stop.binding ? contract.bindingStop : null)

/** A signature holds as soon as another one rests on it. */
const whyNotRecall = (form: FormFacts, stop: StopFacts): Refusal | null => {
  if (!['issue', 'quality', 'unit'].includes(stop.kind)) return contract.notThisStop
  if (stop.state !== 'signed') return contract.stopOver
  return form.stops.some((s) => s.no > stop.no && s.fromId === stop.id && s.signedAt) || form.stops.some((s) => s.id !== stop.id && s.signedAt && stop.signedAt && s.signedAt > stop.signedAt) || form.stops.some((s) => s.aboutId === stop.id) ? contract.signedAfter : null
}

const whyNotReject = (_form: FormFacts, stop: StopFacts): Refusal | null => {
  if (!answers(stop.kind)) return contract.notThisStop
  if (stop.state === 'accepted') return contract.bindingStop
  return stop.state === 'signed' ? null : contract.stopOver
}

const whyNotDispute = (form: FormFacts, stop: StopFacts): Refusal | null => {
  if (stop.kind !== 'unit') return contract.notThisStop
  if (stop.state === 'voided' || stop.state === 'returned') return contract.stopOver
  if (stop.binding || stop.state === 'accepted') return contract.bindingStop
  return disputedNow(form, stop.id) ? contract.disputedAlready : null
}

/** A unit disputes that it has to answer, the business unit what was answered. */
export const whyNotSide = ({ sees, mine, open }: { readonly sees: boolean; readonly mine: boolean; readonly open: boolean }): Refusal | null => {
  if (!sees && !mine) return contract.notYourUnit
  return open ? (mine ? null : contract.notYourUnit) : sees ? null : contract.stopOver
}

const whyNotDecide = (form: FormFacts, stop: StopFacts, action: Deciding): Refusal | null => {
  const about = form.stops.find((s) => s.id === stop.aboutId)
  return whyNotOpenAt(['office'])(form, stop) ?? (action.outcome === 'stands' && !about?.signedAt ? contract.nothingAnswered : null)
}

/** Nobody has two of the same form before them. `but`: the one that is asked of instead. */
const whyNotAsk = (form: FormFacts, units: readonly string[], but: string | null): Refusal | null =>
  (form.stops.some((s) => s.kind === 'unit' && isOpen(s) && s.id !== but && units.includes(s.unitId)) ? contract.askedAlready : null)

const whyNotSettle = (form: FormFacts, state: contract.FormState): Refusal | null => {
  if (state === 'draft') return contract.notDraft
  if (state !== 'collected') return contract.stillOut
  return form.stops.some(hasAnswered) ? null : contract.nothingAnswered
}

const AT_STOP = {
  take: whyNotOpenAt(['quality', 'unit', 'office', 'party']), forward: whyNotOpenAt(['quality']), answer: whyNotOpenAt(['unit', 'party']), drop: whyNotOpenAt(['party']), sendBack: whyNotSendBack, recall: whyNotRecall, reject: whyNotReject, dispute: whyNotDispute, decide: whyNotDecide,
} as const

const whyNotAtStop = (form: FormFacts, action: AtStop): Refusal | null => {
  const stop = find(form, action.stop)
  if (!stop) return contract.stopOver
  const why = AT_STOP[action.does] as (form: FormFacts, stop: StopFacts, action: Action) => Refusal | null
  return why(form, stop, action) ?? ('units' in action ? whyNotAsk(form, action.units, action.does === 'decide' ? stop.aboutId : stop.id) : null)
}

/** Why it cannot be done with the form as it stands; null when it can. */
export const whyNot = (form: FormFacts, action: Action): Refusal | null => {
  const state = standing(form)
  if (isEnded(state)) return contract.formEnded
  if ('stop' in action) return whyNotAtStop(form, action)
  if (action.does === 'send') return state === 'draft' ? null : contract.notDraft
  if (action.does === 'settle') return whyNotSettle(form, state)
  if (action.does === 'ask') return state === 'draft' ? contract.notDraft : whyNotAsk(form, action.units, null)
  if (action.does === 'askParty') return state === 'draft' ? contract.notDraft : null
  return null
}

const open = (kind: contract.StopKind, unitId: string, rest: Partial<Opening> = {}): Change => ({ what: 'open', stop: { kind, unitId, partyId: null, round: 1, fromId: null, aboutId: null, binding: false, signed: false, ...rest } })
const end = (id: string, as: contract.StopState): Change => ({ what: 'end', id, as })

const sending = (form: FormFacts): Change[] => [
  open('issue', form.unitId, { round: roundOf(form.stops), signed: true }),
  ...(form.qualityUnitId ? [open('quality', form.qualityUnitId, { round: roundOf(form.stops) })] : form.planned.map((unit) => open('unit', unit, { round: roundOf(form.stops) }))),
]

/** What the signature had opened goes; what it opened a second time with another reason stays. */
const recalling = (form: FormFacts, stop: StopFacts): Change[] => [
  ...form.stops.filter((s) => s.fromId === stop.id && isOpen(s)).map((s) => end(s.id, 'voided')), stop.kind === 'issue' ? end(stop.id, 'voided') : { what: 'reopen', id: stop.id },
]

/** From a unit to quality, from quality to who issued it. Without quality it lies with who issued it: they ask others. */
const sendingBack = (form: FormFacts, stop: StopFacts): Change[] => {
  if (stop.kind === 'quality') {
    const issued = form.stops.find((s) => s.kind === 'issue' && s.state === 'signed')
    const others = form.stops.some((s) => s.id !== stop.id && answers(s.kind) && s.state !== 'voided')
    return [end(stop.id, 'returned'), ...(issued && !others ? [end(issued.id, 'voided')] : [])]
  }
  const waits = form.stops.some(isAt('quality', 'open'))
  return [end(stop.id, 'returned'), ...(form.qualityUnitId && !waits ? [open('quality', form.qualityUnitId, { round: stop.round, aboutId: stop.id })] : [])]
}

/** Asked again: the units named, and an outsider where none is. */
const rejecting = (form: FormFacts, stop: StopFacts, units: readonly string[]): Change[] => {
  const again = { round: roundOf(form.stops) + 1, aboutId: stop.id }
  return [end(stop.id, 'rejected'), ...units.map((unit) => open('unit', unit, again)), ...(units.length === 0 && stop.partyId ? [open('party', stop.unitId, { ...again, partyId: stop.partyId })] : [])]
}

const deciding = (form: FormFacts, office: StopFacts, { outcome, units }: Deciding): Change[] => {
  const about = form.stops.find((s) => s.id === office.aboutId)
  if (!about) return [{ what: 'sign', id: office.id }]
  // What was asked anew because of the answer that stands is not asked any more.
  if (outcome === 'stands') return [{ what: 'sign', id: office.id }, end(about.id, 'accepted'), ...form.stops.filter((s) => s.aboutId === about.id && s.kind === 'unit' && isOpen(s)).map((s) => end(s.id, 'voided'))]
  const stays = isOpen(about) && units.includes(about.unitId)
  return [
    { what: 'sign', id: office.id }, ...(stays ? [{ what: 'bind', id: about.id } as const] : isOpen(about) ? [end(about.id, 'voided')] : about.state === 'signed' ? [end(about.id, 'rejected')] : []),
    ...units.filter((unit) => !(stays && unit === about.unitId)).map((unit) => open('unit', unit, { round: roundOf(form.stops) + 1, aboutId: about.id, binding: true })),
  ]
}

const changesAt = (form: FormFacts, action: AtStop, stop: StopFacts): Change[] => {
  switch (action.does) {
    case 'take': return []
    case 'forward': return [{ what: 'sign', id: stop.id }, ...action.units.map((unit) => open('unit', unit, { round: stop.round, aboutId: stop.aboutId }))]
    case 'answer': return [{ what: 'sign', id: stop.id }]
    case 'sendBack': return sendingBack(form, stop)
    case 'recall': return recalling(form, stop)
    case 'reject': return rejecting(form, stop, action.units)
    case 'drop': return [end(stop.id, 'voided')]
    case 'dispute': return [open('office', form.officeUnitId, { round: stop.round, aboutId: stop.id })]
    case 'decide': return deciding(form, stop, action)
  }
}

/** What it changes. Asked only where nothing speaks against it. What one action opens comes from the stop it signs. */
export const changes = (form: FormFacts, action: Action): Change[] => {
  if ('stop' in action) {
    const stop = find(form, action.stop)
    return stop ? changesAt(form, action, stop) : []
  }
  if (action.does === 'send') return sending(form)
  if (action.does === 'ask') return action.units.map((unit) => open('unit', unit, { round: roundOf(form.stops) }))
  if (action.does === 'askParty') return [open('party', form.officeUnitId, { partyId: action.party, round: roundOf(form.stops) })]
  if (action.does === 'withdraw') return form.stops.filter(isOpen).map((s) => end(s.id, 'voided'))
  return [open('closing', form.unitId, { round: roundOf(form.stops), signed: true }), ...form.stops.filter((s) => answers(s.kind) && s.state === 'signed').map((s) => end(s.id, 'accepted'))]
}
