import { LOCALES, type Locale } from '#contract/common.ts'
import { noSuchPage, PageName, type PublicPage } from '#contract/pledge.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import type { Ask } from '#kernel/query.ts'
import { Problem } from '#kernel/problem.ts'
import { speakingTo } from '#kernel/terms.ts'
import type { Clock } from '#kernel/time.ts'
import { pageHtml } from './html.ts'
import { publicPage } from './queries.ts'

/** How long a page is told as it was: ten thousand visitors in an hour ask the database a few hundred times. */
const KEPT_MS = 10_000
const MOST_KEPT = 1_000

interface Kept { readonly until: number; readonly value: Promise<string | null> }

/** Whose published page bears a name; null when nobody's. By the machinery, before an organisation is known. */
export const firmOf = async (db: Db, name: string): Promise<string | null> => {
  if (!PageName.safeParse(name).success) return null
  const row = await asSystem(db, (open) => open.selectFrom('pledge.page').select('organization_id').where('name', '=', name).where('published_at', 'is not', null).executeTakeFirst())
  return row?.organization_id ?? null
}

/** @throws Problem when no page of that name is published. */
export const firmNamed = async (db: Db, name: string): Promise<string> => {
  const found = await firmOf(db, name)
  if (!found) throw new Problem(noSuchPage)
  return found
}

/** Whoever reads what the firm shows everybody, and nothing else. */
export const everybody = (organizationId: string, locale: Locale): Actor => ({ kind: 'portal', id: null, name: '', organizationId, units: [], confidential: false, locale, may: (permission) => permission === 'portal.read' })

export const readPublic = (ask: Ask, organizationId: string, locale: Locale): Promise<PublicPage> => ask(publicPage, everybody(organizationId, locale), {})

export const isLocale = (wanted: unknown): wanted is Locale => LOCALES.some((locale) => locale === wanted)

export type PublicHtml = (name: string, locale: Locale) => Promise<string | null>

/** Pages ready to be sent, by name and language; a name that is nobody's is remembered as well. */
export const publicPages = ({ db, ask, clock, baseUrl }: { readonly db: Db; readonly ask: Ask; readonly clock: Clock; readonly baseUrl: string }): PublicHtml => {
  const kept = new Map<string, Kept>()
  const make = async (name: string, locale: Locale) => {
    const organizationId = await firmOf(db, name)
    if (!organizationId) return null
    return speakingTo(organizationId, async () => pageHtml(await readPublic(ask, organizationId, locale), locale, baseUrl))
  }
  return (name, locale) => {
    const key = `${locale} ${name.slice(0, 60)}`
    const now = clock().getTime()
    const known = kept.get(key)
    if (known && known.until > now && known.until <= now + KEPT_MS) return known.value
    if (kept.size >= MOST_KEPT) kept.clear()
    const value = make(name, locale)
    kept.set(key, { until: now + KEPT_MS, value })
    // What could not be made is tried again by the next who asks.
    value.catch(() => kept.delete(key))
    return value
  }
}
