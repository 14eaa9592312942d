import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/own.ts'
import { inTermsOf, withOwnWords } from '#contract/terms.ts'
import { dictionary } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import type { PaperExample } from '../port.ts'
import { currentPack, papersIn } from '../queries.ts'
import { paperOriginal } from './items.ts'

/** What a paper about an invented case says, with words that are only being tried. */
export const paperExample = query('packs.readOwn', async (read, { organizationId, name }, { paper, locale, code, text }: z.output<typeof contract.paperExample.input>, now): Promise<PaperExample> => {
  if (code !== undefined && !paperOriginal(code)) throw new Problem(notFound)
  const { body: { pack: { terms } }, papers } = await currentPack(read, organizationId)
  const organization = await read.selectFrom('identity.organization').select(['name', 'time_zone']).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  const { [code ?? '']: stands, ...others } = papersIn(papers, locale)
  // Left empty, a language says the original.
  const tried = text === undefined ? stands : text?.trim()
  return {
    paper, locale, organization: organization.name, timeZone: organization.time_zone, printedAt: iso(now), printedBy: name, industry: terms ?? null, papers: code !== undefined && tried ? { ...others, [code]: tried } : others,
    terms: withOwnWords(inTermsOf(terms, locale, dictionary(locale).terms as Record<string, unknown>), terms?.values, locale),
  }
})
