import type { AgreementText, TextFinding } from '#contract/agreement.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { reachOf } from '#modules/complaint/queries/reach.ts'
import { flagsOf } from '#modules/knowledge/queries.ts'
import { partsOf } from '../rules.ts'

const MOST_SAID = 60

/** What may stand there: by what we reach the customer, whatever was typed over it, and the shop's own number, which nobody types. */
export const reachOn = async (read: Reader, organizationId: string, complaintId: string, { firm }: AgreementText): Promise<string[]> =>
  [...await reachOf(read, organizationId, complaintId), ...(firm.phone ? [firm.phone] : [])]

/** What the rules about words say of the whole text, headings and standing clauses of the firm's own included. */
export const findingsOf = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string, text: AgreementText): Promise<TextFinding[]> => {
  const { organizationId, locale } = actor
  const reach = await reachOn(read, organizationId, complaintId, text)
  const found = await Promise.all(partsOf(text).map(async ([field, words]) => (await flagsOf(read, organizationId, words, reach)).map(({ level, found: said, why, instead }): TextFinding => ({ field, level, found: said.slice(0, MOST_SAID), why: why[locale], instead: instead[locale] }))))
  return found.flat()
}
