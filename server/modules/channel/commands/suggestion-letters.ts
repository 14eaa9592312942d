import type { TemplateKind } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Values } from '../rules/filled.ts'
import { mobileOf } from '../rules/mobile.ts'
import { gatewayFor } from './letters.ts'
import { queue } from './queue.ts'

type Letter = Extract<TemplateKind, 'suggestion' | 'suggestionCode'>
interface Reached { readonly lane: string; readonly address: string; readonly locale: Locale; readonly values: Values }

const about = (read: Reader, organizationId: string, id: string) => read.selectFrom('feedback.feedback as f').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'f.organization_id').onRef('u.id', '=', 'f.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'f.organization_id')
  .select(['f.number', 'f.phone', 'f.locale', 'u.name as unit', 'u.phone as unit_phone', 'o.name as house', 'o.locale as house_locale']).where('f.organization_id', '=', organizationId).where('f.id', '=', id).executeTakeFirst()

/** How who made a suggestion is reached by SMS; null where there is no gateway, no approved template or no mobile. */
export const reachSuggester = async (read: Reader, organizationId: string, feedbackId: string, letter: Letter): Promise<Reached | null> => {
  const row = await about(read, organizationId, feedbackId)
  const address = mobileOf(row?.phone)
  if (!row || !address) return null
  const locale = (row.locale ?? row.house_locale) as Locale
  const gateway = await gatewayFor(read, organizationId, letter, locale)
  return gateway ? { lane: gateway.id, address, locale, values: { number: row.number ?? '', house: row.house, unit: row.unit, phone: row.unit_phone ?? '' } } : null
}

interface ToSuggester { readonly feedbackId: string; readonly letter: Letter; /** What happened: told of once. */ readonly because: string; readonly code?: string }

/** A letter of the house about a suggestion, by SMS. @returns whether it goes. */
export const writeToSuggester = async (tx: Tx, { feedbackId, letter, because, code }: ToSuggester): Promise<boolean> => {
  const reached = await reachSuggester(readerOf(tx.db), tx.actor.organizationId, feedbackId, letter)
  if (!reached) return false
  const { lane, address, locale } = reached
  const said = { title: words(locale, ['channel', 'kinds', letter]) ?? letter, text: '', url: null, locale, template: letter, values: { ...reached.values, ...(code && { code }) } }
  await queue(tx, [{ lane, medium: 'sms', kind: letter, address, said, once: `${letter}:${because}`, pressing: letter === 'suggestionCode' }])
  return true
}

export const tellSuggester = command('channel.tellSuggester', async (tx, input: ToSuggester) => { await writeToSuggester(tx, input) })
