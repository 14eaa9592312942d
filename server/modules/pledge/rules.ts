import { LOCALES, type Words, staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { nothingPledged, notWritten, type PublicFigures, type Shows, storyEmpty, storyPublished } from '#contract/pledge.ts'

/** So few could be recognised: they are not told of. */
export const LEAST = 5

const said = (texts: Words) => LOCALES.some((locale) => texts[locale].trim() !== '')

export const whyNotPledge = (texts: Words): Refusal | null => (said(texts) ? null : nothingPledged)

export const whyNotPublish = (page: { readonly version: number; readonly texts: unknown } | undefined, version: number): Refusal | null => {
  if (!page) return notWritten
  if (page.version !== version) return staleVersion
  return whyNotPledge(page.texts as Words)
}

interface StoryTexts { readonly title: Words; readonly text: Words }
/** Some language has title and text. */
export const whyNotTell = ({ title, text }: StoryTexts): Refusal | null => (LOCALES.some((locale) => title[locale].trim() && text[locale].trim()) ? null : storyEmpty)

/** What everybody reads is taken back first. */
export const whyNotChangeStory = (story: { readonly state: string; readonly version: number }, version: number): Refusal | null => {
  if (story.state === 'published') return storyPublished
  return story.version === version ? null : staleVersion
}

/** In the reader's language, else in the next that says something. */
export const spoken = (texts: Words, locale: typeof LOCALES[number]): string => [locale, ...LOCALES].map((each) => texts[each]).find((text) => text.trim() !== '') ?? ''

export interface Counted { readonly closed: number; readonly promised: number; readonly inTime: number; readonly asked: number; readonly satisfied: number; readonly medianDays: number | null; readonly categories: readonly { readonly label: Words; readonly count: number }[] }

const share = (part: number, of: number) => (of < LEAST ? null : { of, percent: Math.round((part * 100) / of) })

/**
 * Categories with fewer than five are not told, and where their sum could be found by taking the rest from the whole, the smallest that are told go with them.
 */
export const toldCategories = <T extends { readonly count: number }>(all: readonly T[], whole: number): T[] => {
  const told = all.filter(({ count }) => count >= LEAST).sort((a, b) => b.count - a.count)
  const hidden = () => whole - told.reduce((sum, { count }) => sum + count, 0)
  while (told.length && hidden() > 0 && hidden() < LEAST) told.pop()
  return told
}

export const figuresOf = (counted: Counted, from: string, until: string): PublicFigures => ({
  from, until, closed: counted.closed < LEAST ? null : counted.closed, inTime: share(counted.inTime, counted.promised), satisfied: share(counted.satisfied, counted.asked),
  medianDays: counted.closed < LEAST || counted.medianDays === null ? null : Math.round(counted.medianDays * 10) / 10,
  categories: toldCategories(counted.categories, counted.closed),
})

/**
 * Whether figures may be told anew: two tellings never differ by fewer than five cases, neither by those that came nor by those that fell out of the year.
 * Else whoever reads the page day by day would see what became of the one case between.
 */
export const mayTellAnew = ({ came, went }: { readonly came: number; readonly went: number }): boolean => came + went > 0 && [came, went].every((n) => n === 0 || n >= LEAST)

/** What a page shows before anybody chose. */
export const usualShows = (outside: readonly string[]): Shows => ({ unitIds: [], email: '', post: '', outside: [...outside], figures: true, stories: true, meetings: true })

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Day = typeof DAYS[number]

/** Days with the same hours one behind the other are one line; days that are closed are left out. */
export const hoursOf = (weekly: Readonly<Partial<Record<Day, readonly (readonly [string, string])[]>>>): { days: Day[]; spans: [string, string][] }[] => {
  const lines: { days: Day[]; spans: [string, string][] }[] = []
  for (const day of DAYS) {
    const spans = (weekly[day] ?? []).map(([from, to]): [string, string] => [from, to])
    const last = lines.at(-1)
    const follows = last && DAYS.indexOf(last.days.at(-1) ?? 'sun') === DAYS.indexOf(day) - 1
    if (!spans.length) continue
    if (follows && JSON.stringify(last.spans) === JSON.stringify(spans)) last.days.push(day)
    else lines.push({ days: [day], spans })
  }
  return lines
}
