import type { z } from 'zod'
import type { phrases as contract, PhraseView, tryWording as tried } from '#contract/knowledge.ts'
import type { WordingRule } from '#contract/wording-pack.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { fold } from '#kernel/fold.ts'
import { says } from '#kernel/marks.ts'
import { query } from '#kernel/query.ts'
import { type Question, questionOf } from '#kernel/question.ts'
import { currentPack, rulesTried } from '#modules/packs/queries.ts'
import { type Flag, flagsIn } from './rules.ts'
import { mailsIn, phonesIn } from './numbers.ts'
import { houseAddresses } from './port.ts'
import { findingsIn } from './wording.ts'

type Asked = z.output<typeof contract.input>

const wanted = (p: PhraseView, asked: Asked, question: Question | null) =>
  (!asked.situation || p.situation === asked.situation) && (!asked.temperament || !p.temperament || p.temperament === asked.temperament) && (!asked.step || !p.step || p.step === asked.step) &&
  (!question || Object.values(p.text).some((text) => says([{ text }], question)))

/** The phrase library: what the pack gives and what colleagues added; one's favourites first. */
export const findPhrases = async (read: Reader, actor: Actor, asked: Asked): Promise<PhraseView[]> => {
  const { body } = await currentPack(read, actor.organizationId)
  const own = await read.selectFrom('knowledge.phrase').selectAll().where('organization_id', '=', actor.organizationId).orderBy('id', 'desc').limit(500).execute()
  const marked = await read.selectFrom('knowledge.favourite').select('phrase_id').where('organization_id', '=', actor.organizationId).where('person_id', '=', actor.id ?? actor.organizationId).execute()
  const favourites = new Set(marked.map((m) => m.phrase_id))
  const all: PhraseView[] = [
    ...own.map((r): PhraseView => ({ id: r.id, situation: r.situation as PhraseView['situation'], temperament: r.temperament as PhraseView['temperament'], step: null, text: { 'zh-CN': r.body, 'zh-Hant': r.body, en: r.body }, favourite: favourites.has(r.id), own: r.person_id === actor.id })),
    ...body.phrases.map((p): PhraseView => ({ id: p.code, situation: p.situation, temperament: p.temperament ?? null, step: p.step ?? null, text: p.text, favourite: favourites.has(p.code), own: false })),
  ]
  const question = questionOf(asked.q)
  const found = all.filter((p) => wanted(p, asked, question))
  return [...found.filter((p) => p.favourite), ...found.filter((p) => !p.favourite)].slice(0, 200)
}

export const phrases = query('knowledge.read', async (read, actor, asked: Asked) => ({ items: await findPhrases(read, actor, asked), next: null }))

const digitsOf = (phone: string) => phone.replace(/\D/g, '')
const isMail = (address: string) => address.includes('@')

/** Numbers that the firm gives to customers itself. */
const housePhones = async (read: Reader, organizationId: string): Promise<string[]> => {
  const [units, people] = await Promise.all([
    read.selectFrom('identity.unit').select('phone').where('organization_id', '=', organizationId).where('phone', 'is not', null).execute(),
    read.selectFrom('identity.person').select('phone').where('organization_id', '=', organizationId).where('phone', 'is not', null).execute(),
  ])
  return [...units, ...people].flatMap(({ phone }) => (phone ? [phone] : []))
}

/** Addresses that people write to us at, and those of colleagues. */
const houseMails = async (read: Reader, organizationId: string): Promise<string[]> => {
  const people = await read.selectFrom('identity.person').select('email').where('organization_id', '=', organizationId).execute()
  return [...people.map(({ email }) => email), ...await houseAddresses(read, organizationId)]
}

/** Wording that must not leave the house, or only with a reason: what must not comes first. `reach`: telephone numbers and mail addresses of who gets the text. */
export const flagsOf = async (read: Reader, organizationId: string, text: string, reach: readonly string[] = [], /** Rules of words as they are; unless others are tried. */ rules?: (rules: readonly WordingRule[]) => readonly WordingRule[]): Promise<Flag[]> => {
  const { body } = await currentPack(read, organizationId)
  const wording = rules?.(body.wording) ?? body.wording
  const folded = fold(text)
  const [phones, mails] = await Promise.all([phonesIn(folded).length ? housePhones(read, organizationId) : [], mailsIn(folded).length ? houseMails(read, organizationId) : []])
  const found = findingsIn(text, wording, { phones: [...reach.filter((one) => !isMail(one)), ...phones].map(digitsOf), mails: [...reach.filter(isMail), ...mails].map((one) => one.toLowerCase()) })
  const stops = found.filter(({ level }) => level === 'stop')
  // What is stopped needs no warning beside it.
  const warns = [...found, ...flagsIn(text, body.forbidden)].filter((one) => one.level === 'warn' && !stops.some((stop) => one.from < stop.to && stop.from < one.to))
  return [...stops, ...warns]
}

export const check = query('knowledge.read', async (read, actor, { text }: { text: string }) => ({ flags: await flagsOf(read, actor.organizationId, text) }))

/** A rule while it is typed, beside those in force. */
export const tryWording = query('packs.readOwn', async (read, actor, { text, code, content }: z.output<typeof tried.input>) => (
  { flags: await flagsOf(read, actor.organizationId, text, [], (rules) => rulesTried(rules, code, content)) }
))
