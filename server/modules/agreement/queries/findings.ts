import type { AgreementText, TextFinding } from '#contract/agreement.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { flagsOf } from '#modules/knowledge/queries.ts'
import { partsOf } from '../rules.ts'
import { partyB } from './source.ts'

const MOST_SAID = 60

/** Numbers that may stand there: the one we know of the customer, whatever was typed over it, and the shop's own, which nobody types. */
export const phonesOn = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string, { firm }: AgreementText): Promise<string[]> =>
  [(await partyB(read, actor, complaintId)).phone, firm.phone].flatMap((phone) => (phone ? [phone] : []))

/** What the rules about words say of the whole text, headings and standing clauses of the firm's own included. */
export const findingsOf = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string, text: AgreementText): Promise<TextFinding[]> => {
  const { organizationId, locale } = actor
  const phones = await phonesOn(read, actor, complaintId, text)
  const found = await Promise.all(partsOf(text).map(async ([field, words]) => (await flagsOf(read, organizationId, words, phones)).map(({ level, found: said, why, instead }): TextFinding => ({ field, level, found: said.slice(0, MOST_SAID), why: why[locale], instead: instead[locale] }))))
  return found.flat()
}
