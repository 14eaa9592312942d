import type { Edits, Side } from '#contract/agreement.ts'
import * as contract from '#contract/agreement.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { offerExpired } from '#contract/remedy.ts'
import type { AgreementText } from '#contract/agreement.ts'
import type { Instant } from '#kernel/time.ts'

interface Standing { readonly state: string }

/** What can be put into an agreement: the offer before the customer, what they took, or what may be offered now. */
const SIGNABLE = ['approved', 'offered', 'counterDeclined', 'agreed'] as const
/** Not what another took the place of: the customer can take that no more. What they took stays. */
export const isToSign = ({ state, latest }: { readonly state: string; readonly latest: boolean }): boolean => SIGNABLE.some((one) => one === state) && (latest || state === 'agreed')

interface About { readonly state: string; readonly latest: boolean; readonly expires_at: Instant | null }

/** Why what it is about is signed no more: it was taken back, ran out, was answered, or another took its place. What was carried out waits for the firm where the customer has signed. */
export const whyNotStill = (p: About | undefined, signed: readonly { readonly side: string }[], now: Instant): Refusal | null => {
  if (p?.state === 'fulfilled' && signed.some(({ side }) => side === 'customer')) return null
  if (!p || !isToSign(p)) return contract.proposalChanged
  return p.state !== 'agreed' && p.expires_at && p.expires_at <= now ? offerExpired : null
}

export const whyNotFreeze = (p: Standing): Refusal | null => (p.state === 'draft' ? null : contract.notDraft)
export const whyNotSign = (p: Standing): Refusal | null => (p.state === 'open' ? null : contract.notForSigning)
/** While it is written, and while it lies before them. */
export const whyNotTouch = (p: Standing): Refusal | null => (p.state === 'draft' || p.state === 'open' ? null : contract.notForSigning)

/** A drawn line is small; what is not is no signature. Bytes. */
export const MOST_SIGNATURE = 512 * 1_024

/** A new edition is only begun of what could be signed in it: otherwise it would lie there as a draft that can but be taken back. A draft is written on in its place. */
export const whyNotChange = (paper: Standing, p: About | undefined, now: Instant): Refusal | null => {
  const refusal = whyNotTouch(paper)
  if (refusal || paper.state === 'draft') return refusal
  return p?.state === 'fulfilled' ? contract.carriedOut : whyNotStill(p, [], now)
}

/** Each side signs once. */
export const whyNotAgain = (side: Side, signed: readonly { readonly side: string }[]): Refusal | null => (signed.some((one) => one.side === side) ? contract.signedAlready : null)

export const lacking = (signed: readonly { readonly side: string }[]): Side[] => contract.SIDES.filter((side) => !signed.some((one) => one.side === side))

/** Who may sign for the firm: whoever may decide such a sum, and who looks after the case, proposed it or approved it, as far as somebody who may stands behind the proposal. */
export interface Signatory { readonly personId: string | null; /** What today's table asks. */ readonly wanted: number; /** Of who signs, over the unit of the case, their own or lent. */ readonly rank: number; /** Every yes that is asked for today was given. */ readonly backed: boolean; readonly involved: readonly (string | null)[] }
export const isSignatory = ({ personId, wanted, rank, backed, involved }: Signatory): boolean => personId !== null && (rank >= wanted || (backed && involved.includes(personId)))

/** What was typed, over what was proposed. Sums, numbers and headings are not typed. @returns the place of what is not there. */
export const strayIn = (text: AgreementText, { items, points }: Edits): string | null => {
  const item = items.findIndex((one) => !text.items.some(({ id }) => id === one.id))
  if (item >= 0) return `items/${item}/id`
  const point = points.findIndex((one) => !text.points.some(({ no }) => no === one.no))
  return point >= 0 ? `points/${point}/no` : null
}

/** A day by which something is done, or on which it is signed, that is over already. */
export const pastIn = ({ items, day }: Pick<Edits, 'items' | 'day'>, today: string): string | null => {
  if (day < today) return 'day'
  const at = items.findIndex(({ until }) => until !== null && until < today)
  return at >= 0 ? `items/${at}/until` : null
}

/** Every part that is read, by where it stands; headings as one. */
export const partsOf = (text: AgreementText): readonly (readonly [field: string, words: string])[] => [
  ['words', Object.values(text.words).join('\n')], ...(['name', 'phone', 'address'] as const).flatMap((one) => [[`firm/${one}`, text.firm[one]], [`customer/${one}`, text.customer[one]]] as const),
  ['representative/name', text.representative?.name ?? ''], ['representative/relation', text.representative?.relation ?? ''], ['matter', text.matter],
  ...text.points.flatMap((p, i) => [[`points/${i}/said`, p.said], [`points/${i}/found`, p.found]] as const),
  ...text.items.flatMap((item, i) => [[`items/${i}/label`, item.label], [`items/${i}/note`, item.note], [`items/${i}/how`, item.how]] as const),
  ['sum', `${text.figures} ${text.inWords}`], ...text.clauses.map((c, i) => [`clauses/${i}/text`, c.text] as const), ['place', text.place],
].filter((part): part is [string, string] => Boolean(part[1]))

/** What the customer said, as the case has it: known where it stands, and nowhere else. */
const QUOTED = /^matter$|^points\/\d+\/said$/
/** What was found is written for ourselves: on its way to the customer it is looked at like what is typed. */
const FOUND = /^points\/\d+\/found$/

/** What somebody typed, and no template said: it commits like every word that goes out. */
export const typedIn = (text: AgreementText, proposed: AgreementText): readonly (readonly [field: string, words: string])[] => {
  const parts = partsOf(proposed).filter(([field]) => !FOUND.test(field))
  const [quoted, known] = [new Map(parts), new Set(parts.filter(([field]) => !QUOTED.test(field)).map(([, words]) => words))]
  return partsOf(text).filter(([field, words]) => !known.has(words) && !(QUOTED.test(field) && quoted.get(field) === words))
}

const KEPT = { phone: 4, before: 3 }
const FEWEST = KEPT.phone + KEPT.before

/** An address or number that tells who knows it where something went, and nobody else what it is. */
export const masked = (contact: string): string => {
  const at = contact.indexOf('@')
  if (at > 0) return `${contact.slice(0, 1)}***${contact.slice(at)}`
  return contact.length > FEWEST ? `${contact.slice(0, KEPT.before)}****${contact.slice(-KEPT.phone)}` : '****'
}

export const MOST_WRONG = 5
export const MOST_CODES = 5
interface CodeRow { readonly until: Instant; readonly wrong: number; readonly used_at: Instant | null }
/** A code is good once, for a while, and for so many tries. */
export const isOver = (code: CodeRow, now: Instant): boolean => code.used_at !== null || code.until <= now || code.wrong >= MOST_WRONG
