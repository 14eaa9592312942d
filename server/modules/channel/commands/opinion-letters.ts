import type { CanText } from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import type { Tx } from '#kernel/tx.ts'
import { linkBecame, stillGoes } from '#modules/campaign/commands/links.ts'
import { openChannels } from '../queries/reach.ts'
import { templateFor } from '../rules/filled.ts'
import { mobileOf } from '../rules/mobile.ts'
import { gatewayFor } from './letters.ts'
import { type Said, queue, withoutCode } from './queue.ts'

const KIND = 'opinion'

/** Whether links of campaigns can go by SMS: a gateway, and a template for them in any language. */
export const textsOpinions = query('campaign.read', async (read, actor, _input: Record<string, never>): Promise<CanText> => {
  const gateways = (await openChannels(read, actor.organizationId)).filter((one) => one.medium === 'sms')
  if (!gateways.length) return 'noChannel'
  const locales: readonly Locale[] = ['zh-CN', 'zh-Hant', 'en']
  return gateways.some((one) => locales.some((locale) => templateFor(one.templates, KIND, locale))) ? 'yes' : 'noTemplate'
})

const findLink = (tx: Tx, linkId: string) => tx.db.selectFrom('campaign.link as l').innerJoin('campaign.person as p', (j) => j.onRef('p.organization_id', '=', 'l.organization_id').onRef('p.id', '=', 'l.person_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'p.organization_id').onRef('u.id', '=', 'p.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'p.organization_id').onRef('n.id', '=', 'p.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'l.organization_id')
  .leftJoin('complaint.complaint as k', (j) => j.onRef('k.organization_id', '=', 'p.organization_id').onRef('k.id', '=', 'p.complaint_id'))
  .select(['l.token', 'u.phone', 'n.name as unit', 'n.phone as unit_phone', 'o.name as house', 'o.locale as house_locale', 'k.locale']).where('l.organization_id', '=', tx.actor.organizationId).where('l.id', '=', linkId).forUpdate('l').executeTakeFirst()

/** The link to a campaign; once it lies here it lies readable nowhere else. */
export const textOpinion = command('channel.textOpinion', async (tx, { linkId }: { linkId: string }) => {
  if (!await stillGoes(tx, linkId)) return
  const row = await findLink(tx, linkId)
  if (!row?.token) return
  const locale = (row.locale ?? row.house_locale) as Locale
  const [address, gateway] = [mobileOf(row.phone), await gatewayFor(readerOf(tx.db), tx.actor.organizationId, KIND, locale)]
  if (!address || !gateway) return linkBecame(tx, linkId, { is: 'failed', why: address ? 'noChannel' : 'recipient' })
  const said = { title: words(locale, ['channel', 'kinds', KIND]) ?? KIND, text: '', url: null, locale, template: KIND, values: { house: row.house, unit: row.unit, phone: row.unit_phone ?? '', code: row.token } } as const
  await queue(tx, [{ lane: gateway.id, medium: 'sms', kind: KIND, address, said, once: `${KIND}:${linkId}`, pressing: false }])
  return linkBecame(tx, linkId, { is: 'queued' })
})

const linkIn = (once: string): string => once.slice(KIND.length + 1)

/** Before each try: who has answered meanwhile, wants peace or is asked by nobody any more gets none, however long the gateway kept it waiting. @returns whether it goes. */
export const opinionGoes = command('channel.opinionGoes', async (tx, { messageId }: { messageId: string }): Promise<boolean> => {
  const message = await tx.db.selectFrom('channel.message').select(['state', 'once', 'said']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).forUpdate().executeTakeFirst()
  const code = (message?.said as Said | undefined)?.values?.code
  if (message?.state !== 'waiting' || typeof code !== 'string') return false
  if (await stillGoes(tx, linkIn(message.once), code)) return true
  await tx.db.updateTable('channel.message').set({ state: 'dropped', done_at: tx.now, said: JSON.stringify(withoutCode(message.said as unknown as Said)) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).execute()
  return false
})

/** What became of an SMS is said of its link. */
export const noteOnLink = async (tx: Tx, { kind, once }: { readonly kind: string; readonly once: string }, became: Parameters<typeof linkBecame>[2]): Promise<void> => {
  if (kind === KIND) await linkBecame(tx, linkIn(once), became)
}
