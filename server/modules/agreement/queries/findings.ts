import type { AgreementText, TextFinding } from '#contract/agreement.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { flagsOf } from '#modules/knowledge/queries.ts'
import { partsOf } from '../rules.ts'

const MOST_SAID = 60

/** What the rules about words say of the whole text, headings and standing clauses of the firm's own included. */
export const findingsOf = async (read: Reader, { organizationId, locale }: Pick<Actor, 'organizationId' | 'locale'>, text: AgreementText): Promise<TextFinding[]> => {
  // The number that stands there as the customer's is theirs.
  const phones = [text.customer.phone, text.firm.phone].filter(Boolean)
  const found = await Promise.all(partsOf(text).map(async ([field, words]) => (await flagsOf(read, organizationId, words, phones)).map(({ level, found: said, why, instead }): TextFinding => ({ field, level, found: said.slice(0, MOST_SAID), why: why[locale], instead: instead[locale] }))))
  return found.flat()
}
