import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { contracts, isRefusal, sources } from './contracts.ts'
import { flatten } from './flatten.ts'

type Words = Readonly<Record<string, string>>

/** Files with a check of their own: the papers, and the terms that server and pages share. */
const ELSEWHERE = ['papers.json']
const SHARED = 'terms.json'
/** What a table can tell, also under other names, and what can be wrong with it; what mails and messages say by their kind. */
const IMPORTED = ['agreement.letters.', 'agreement.lacks.', 'importing.parts.', 'importing.alsoCalled.', 'importing.callKinds.', 'importing.answers.', 'campaign.sheet.', 'campaign.letters.', 'tables.sheet.', 'feedback.letters.', 'importing.faults.', 'importing.faultList.', 'importing.receiver.', 'mailbox.intake.', 'mailbox.notes.', 'mailbox.receipt.', 'channel.kinds.', 'channel.group.', 'channel.title.', 'channel.digest.', 'channel.test.', 'pledge.page.', 'meeting.letters.', 'meeting.calendar.', 'thanks.sheet.', 'liability.sheet.', 'ledger.sheet.', 'liaison.letters.', 'expert.letters.', 'expert.passage.', 'liaison.released.', 'questionnaire.letters.', 'questionnaire.sheet.', 'remedy.drafted.', 'proceeding.sheet.', 'proceeding.draft.', 'telling.say.']
/** Words the server names outright. */
const NAMED = ['agreement.nobody', 'stock.backForGood', 'proceeding.cameAgain', 'agreement.carriedOutBy', 'agreement.doneAtOnce', 'channel.confidential', 'commitment.caseOver', 'notification.notices.exemptionAsked', 'notification.notices.wordsHeld', 'notification.notices.reportAsked', 'own.lines.rule', 'own.lines.example', 'channel.receiptNote', 'settlement.letters.closing', ...['made', 'moved', 'missed', 'cancelled'].map((what) => `settlement.letters.appointment-${what}`), 'communication.letters.extension', 'communication.letters.receipt', 'communication.receiptNote', 'communication.letters.newHandler', 'communication.letters.newHandlerNoPhone', 'routing.callAboutHandler', 'kernel.refusals.internal', ...['required', 'tooLong', 'tooShort', 'tooMuch', 'tooLittle', 'tooMany', 'tooFew', 'unknown', 'choice', 'kind', 'format', 'email', 'day', 'moment', 'id'].map((word) => `kernel.faults.${word}`), 'portal.letters.subject', 'portal.letters.text', 'portal.suggestionLetters.subject', 'portal.suggestionLetters.text', 'telling.letter', 'telling.howItStands', 'telling.notReached', 'telling.offerWaits', 'proceeding.reopened', 'proceeding.broughtBack', 'routing.letterStory', 'routing.wayStory', 'feedback.turned.about', 'feedback.turned.receiver', 'portal.appName', 'liaison.theCustomer', 'portal.receiver.name', 'portal.receiver.position', 'complaint.standsFor.protected', 'complaint.standsFor.anonymous', 'complaint.standsFor.representative', ...[1, 2, 3, 4, 5].map((step) => `portal.steps.${step}`)]

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

const wordsOf = (locale: string, wanted: (file: string) => boolean): Words => {
  const folder = join(ROOT, 'locales', locale)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && wanted(name))
  return Object.fromEntries(files.flatMap((name) => flatten(JSON.parse(readFileSync(join(folder, name), 'utf8')), name.slice(0, -5))))
}

const refusalPaths = (): string[] => contracts.flatMap((module) => Object.values(module)).filter(isRefusal).map(({ type }) => type.replace('/', '.refusals.'))

const faultPaths = (): string[] => sources('contract').flatMap((path) => found(readFileSync(path, 'utf8'), /params: \{ word: '([\w-]+)'/g)).map((word) => `kernel.faults.${word}`)

const eventPaths = (): string[] => [...sources('server/modules').filter((path) => path.endsWith('/events.ts')), ...sources('server/kernel')]
  .flatMap((path) => found(readFileSync(path, 'utf8'), /\bevent\(\s*'([\w-]+\.\w+)'/g)).map((name) => name.replace('.', '.events.'))

/** `offer-${input.answer}` stands for one name per word of the term `answer`. */
const expand = (template: string, terms: Words): string[] => {
  const [, before = '', group = '', after = ''] = /^(.*?)\$\{(?:\w+\.)*(\w+)\}(.*)$/.exec(template) ?? []
  return Object.keys(terms).filter((path) => path.startsWith(`terms.${group}.`)).map((path) => `${before}${path.slice(`terms.${group}.`.length)}${after}`)
}

const noticePaths = (terms: Words): string[] => sources('server/modules').flatMap((path) => found(readFileSync(path, 'utf8'), /\btell\(tx,[^;]*?\bname:\s*([^;]*?),\s*subject\b/g))
  .flatMap((name) => [...found(name, /(?:^|[?:]\s*)'([\w-]+)'/g), ...found(name, /`([^`]+)`/g).flatMap((template) => expand(template, terms))])
  .map((name) => `notification.notices.${name}`)

/** An event has words of its own for where nothing is paid. */
const tellsEvent = (path: string, needed: ReadonlySet<string>) => path.includes('.eventsWithoutMoney.') && needed.has(path.replace('.eventsWithoutMoney.', '.events.'))

const placeholders = (text: string): string => [...new Set(found(text, /\{(\w+)\}/g))].sort().join(', ')

/** Every text says the same in every locale: the same keys, the same blanks. */
const differences = (locale: string, words: Words, first: Words): string[] => {
  const missing = Object.keys(first).filter((path) => words[path] === undefined).map((path) => `${locale}: ${path} is missing`)
  const extra = Object.keys(words).filter((path) => first[path] === undefined).map((path) => `${locale}: ${path} is in no other locale`)
  const blanks = Object.entries(words).filter(([path, text]) => first[path] !== undefined && placeholders(text) !== placeholders(first[path])).map(([path]) => `${locale}: ${path} has other blanks than ${LOCALES[0]}`)
  return [...missing, ...extra, ...blanks]
}

const empty = (locale: string, words: Words): string[] => Object.entries(words).filter(([, text]) => !text.trim()).map(([path]) => `${locale}: ${path} is empty`)

/** Faults of the server's words: what it can say and a locale lacks, and what no code says any more. */
export const checkWords = (): string[] => {
  const terms = wordsOf(LOCALES[0], (name) => name === SHARED)
  const needed = new Set([...NAMED, ...refusalPaths(), ...faultPaths(), ...eventPaths(), ...noticePaths(terms)])
  const own = (name: string) => name !== SHARED && !ELSEWHERE.includes(name)
  const first = wordsOf(LOCALES[0], own)
  const faults = LOCALES.flatMap((locale) => {
    const words = wordsOf(locale, own)
    const shared = wordsOf(locale, (name) => name === SHARED)
    const missing = [...needed].filter((path) => words[path] === undefined).map((path) => `${locale}: ${path} is missing`)
    const unused = Object.keys(words).filter((path) => !needed.has(path) && !tellsEvent(path, needed) && !IMPORTED.some((beginning) => path.startsWith(beginning))).map((path) => `${locale}: ${path} is not used`)
    return [...missing, ...unused, ...differences(locale, words, first), ...differences(locale, shared, terms), ...empty(locale, { ...words, ...shared })]
  })
  return [...new Set(faults)].sort()
}
