import type { MailReason, Verdict } from '#contract/mailbox.ts'
import type { Instant } from '#kernel/time.ts'
import { type Envelope, isEncrypted, machineOf } from './machine.ts'

/** How a mail points to a case: by a message id we signed, by one of the sender's own mails there, or by nothing but its number. */
export interface Thread { readonly complaintId: string; readonly proof: 'signed' | 'own' | 'number'; /** Of ours that is answered, where its id says so. */ readonly mailId: string | null; /** The case knows this address. */ readonly senderFits: boolean }

export interface Facts extends Envelope {
  /** Sent by a mailbox of ours: two programs that answer each other. */
  readonly own: boolean
  readonly words: string
  readonly files: number
  readonly thread: Thread | null
  /** What came within the hour: of this sender, that was answered by itself of this sender, and to this mailbox. */
  readonly lately: { readonly ofSender: number; readonly answered: number; readonly toMailbox: number }
}

export interface Judged { readonly verdict: Verdict; readonly reason: MailReason | null; readonly proposedId: string | null }

/** More within an hour are held: nobody writes so many, but programs that answer each other do. */
export const MOST_OF_SENDER = 20
export const MOST_ANSWERED = 5
export const MOST_TO_MAILBOX = 300

const held = (reason: MailReason, thread: Thread | null = null): Judged => ({ verdict: 'held', reason, proposedId: thread?.complaintId ?? null })
const ignored = (reason: MailReason, thread: Thread | null = null): Judged => ({ verdict: 'ignored', reason, proposedId: thread?.complaintId ?? null })

const ofMachine = (facts: Facts): Judged | null => {
  const machine = machineOf(facts)
  if (machine === 'bounce' || machine === 'autoReply') return ignored(machine, facts.thread)
  return machine === 'report' ? held('report') : null
}

const tooMany = ({ lately, thread }: Facts): Judged | null => {
  if (lately.ofSender >= MOST_OF_SENDER) return held('senderTooMany', thread)
  return lately.toMailbox >= MOST_TO_MAILBOX ? held('mailboxTooMany', thread) : null
}

/** A number alone can be read off any letter: it proposes a case and proves none. Nor does a signed answer that somebody else sends on. */
const inThread = (thread: Thread | null): Judged | null => {
  if (!thread) return null
  if (thread.senderFits) return { verdict: 'message', reason: null, proposedId: thread.complaintId }
  return held(thread.proof === 'number' ? 'numberOnly' : 'otherSender', thread)
}

/** What becomes of a mail. */
export const judge = (facts: Facts): Judged => {
  if (facts.own) return ignored('own')
  const machine = ofMachine(facts)
  if (machine) return machine
  if (!facts.fromAddress) return held('noSender', facts.thread)
  if (isEncrypted(facts)) return held('encrypted', facts.thread)
  if (!facts.words.trim() && !facts.files && !facts.subject.trim()) return held('empty', facts.thread)
  return tooMany(facts) ?? inThread(facts.thread) ?? asNew(facts)
}

const asNew = (facts: Facts): Judged => {
  if (machineOf(facts) === 'bulk') return held('bulk')
  if (facts.lately.answered >= MOST_ANSWERED) return held('senderTooMany')
  return { verdict: 'complaint', reason: null, proposedId: null }
}

const DAY_MS = 86_400_000
/** Mail servers try for five days. */
const ON_ITS_WAY_MS = 5 * DAY_MS

/** When a mail was received: as it says itself, unless that is after its arrival or longer before than mail travels. */
export const receivedAt = (sentAt: Instant | null, arrivedAt: Instant, now: Instant): Instant => {
  const arrived = arrivedAt > now ? now : arrivedAt
  if (!sentAt || Number.isNaN(sentAt.getTime())) return arrived
  const way = arrived.getTime() - sentAt.getTime()
  return way >= 0 && way <= ON_ITS_WAY_MS ? sentAt : arrived
}

/** Nothing but thanks: such a mail asks for nothing (H6). */
export const isThanks = (words: string): boolean => {
  const said = words.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '')
  return said.length <= 40 && /^(好的|好|嗯|ok|okay|收到了?|已收到|知道了|明白了?|非常|十分|太|多谢|多謝|谢谢|謝謝|感谢|感謝|谢了|唔該晒?|辛苦了?|辛苦您了|您|你|你们|你們|您们|大家|了|啦|哈|thanks?|thankyou|verymuch|somuch|alot|again|manythanks|gotit|received|great|perfect|for|your|the|help|reply|帮助|幫助|幫忙|帮忙|的|回复|回覆|满意|滿意|很)+$/.test(said) && /谢|謝|thank|唔該|感/.test(said)
}
