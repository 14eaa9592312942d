import type { Locale } from '#contract/common.ts'

type Lines = readonly string[]

/** What people of the demo say, in one language: invented from beginning to end. */
export interface DemoWords {
  readonly money: string; readonly and: string; readonly people: Readonly<Record<string, string>>; readonly customers: Lines; readonly surnames: Lines; readonly givenNames: Lines; readonly fullName: string; /** Of the worked cases. */ readonly guests: Lines; readonly relations: Lines; readonly remarks: Lines
  readonly whyNotNow: Lines; readonly accepted: Lines; readonly restated: Lines; readonly notes: Lines; readonly calls: Lines; readonly missedCalls: Lines; readonly replies: Lines
  readonly answer: Lines; readonly total: string; readonly kindly: Lines; readonly explanation: Lines; readonly help: Lines; readonly reasons: Lines; readonly deviation: Lines; readonly approved: Lines; readonly returned: string
  readonly offers: Lines; readonly accepts: Lines; readonly counters: Lines; readonly declines: Lines; readonly grounds: Lines; readonly finalWord: string
  readonly results: { readonly repair: string; readonly goods: string; readonly visit: string; readonly gift: string; readonly other: string }
  readonly signed: string; readonly photos: Lines; readonly noticeOurs: string; readonly noticeOther: string; readonly contact: string; readonly furtherWays: string
  readonly pleased: Lines; readonly displeased: Lines; readonly tried: Lines; readonly effects: Lines; readonly improvements: Lines; readonly promises: Lines; readonly kept: Lines
  readonly handover: string; readonly handedOver: Lines; readonly fromCustomer: Lines; readonly withdrew: string; readonly reopened: string; readonly takenOver: string
  readonly receiver: { readonly name: string; readonly position: string }; readonly place: Lines; readonly onThePhone: string; readonly soFar: Lines; readonly addresses: Lines
  /** What is said and done beside the way of a case. */
  readonly beside: {
    readonly praise: Lines; readonly praisePassed: Lines; readonly suggestions: Lines; readonly suggestionAnswers: Lines; readonly suggestionsDone: Lines; readonly gifts: Lines; /** A present, and a coupon. */ readonly stock: Lines; readonly calledBack: Lines
    readonly room: string; readonly topics: Lines; readonly meetingNotes: Lines; readonly goods: string; readonly conditions: Lines; readonly safe: string; readonly checked: string; readonly group: { readonly name: string; readonly cause: string }
    readonly campaign: { readonly name: string; readonly greeting: string; readonly overall: string; readonly returns: string; readonly choices: Lines; readonly wish: string; readonly wishes: Lines }
  }
}

const FILES: Readonly<Record<Locale, () => Promise<{ readonly default: DemoWords }>>> = {
  'zh-CN': () => import('./words/zh-cn.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('./words/zh-hant.json', { with: { type: 'json' } }),
  en: () => import('./words/en.json', { with: { type: 'json' } }),
}

/** Read only when a demo is made. */
export const demoWords = async (locale: Locale): Promise<DemoWords> => (await FILES[locale]()).default

/** One of several, the same for the same number. */
export const pick = <T>(lines: readonly T[], number: number): T => {
  const line = lines[number % lines.length]
  if (line === undefined) throw new Error('nothing to pick from')
  return line
}

/** `{name}` filled in. */
export const fill = (text: string, blanks: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? '')

/** The first customers have names of their own; later ones are put together, no two alike as long as neither list is a multiple of the other. */
export const customerName = ({ customers, surnames, givenNames, fullName }: DemoWords, who: number): string => customers[who] ?? fill(fullName, { surname: pick(surnames, who), given: pick(givenNames, who) })
