import dayjs from 'dayjs'
import { link, show } from '#contract/casefile.ts'
import { draft as askDraft, registerDraft } from '#contract/draft.ts'
import { whoAmI } from '#contract/identity.ts'
import { takeOrder } from '#contract/order-book.ts'
import { call, Refused, Unreachable } from '../call.ts'
import { forgetHere } from './drafts-here.ts'
import { forgetHeld, isHere, sendHeld } from './files.ts'
import { allWaiting, type FoundBefore, type Made, putWaiting, type Waiting } from './waiting.ts'

/** What was held to be related while typing is linked; what the rules have linked is linked. Who registered a complaint about their superior sees it no more. */
export const linkAll = async ({ id, kept }: Made, others: readonly string[], reason: string): Promise<void> => {
  if (others.length === 0 || kept?.seen === false) return
  const { links } = await call(show, { id })
  for (const otherId of others.filter((other) => !links.some((each) => each.other?.id === other))) await call(link, { id, otherId, kind: 'related', reason }, `${id} ${otherId}`)
}

/** What was looked up goes into the case as it was found; the form has filled what was empty. The registration stands without it. @returns whether it could not be kept. */
export const orderLost = async (complaintId: string, found: FoundBefore | null | undefined): Promise<boolean> => {
  if (!found) return false
  try {
    await call(takeOrder, { complaintId, lookupId: found.lookupId, at: found.at, fill: false }, `${complaintId} ${found.lookupId} ${found.at}`)
    return false
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error
    return true
  }
}

/** Uploads what is only here, and puts the names it got there in the place of its own. */
export const withSentFiles = async <T>(input: T, files: Waiting['files']): Promise<T> => {
  let body = JSON.stringify(input)
  for (const { id } of files.filter(isHere)) {
    const stored = await sendHeld(id)
    if (stored) body = body.replaceAll(id, stored.id)
  }
  return JSON.parse(body) as T
}

const USED = '/problems/draft/used'
const NOT_NOW: readonly number[] = [401, 429, 500, 502, 503, 504]

const became = async (item: Waiting, made: Made) => {
  const lost = await orderLost(made.id, item.orderFound)
  await putWaiting({ ...item, state: 'sent', orderLost: lost, made, complaintId: made.id, sentAt: dayjs().format(), problem: null })
  await forgetHeld(item.files.filter(isHere).map((file) => file.id))
  forgetHere(item.id)
  await linkAll(made, item.linkTo, item.linkReason)
}

const refusedBy = async (item: Waiting, { problem }: Refused) => {
  if (!problem.type.endsWith(USED) && problem.type !== '/problems/idempotency/mismatch') return putWaiting({ ...item, state: 'refused', problem })
  const { complaint } = await call(askDraft, { id: item.id })
  const lost = complaint ? await orderLost(complaint.id, item.orderFound) : false
  forgetHere(item.id)
  await putWaiting({ ...item, state: 'already', orderLost: lost, complaintId: complaint?.id ?? null, sentAt: dayjs().format(), problem: null })
}

const sendOne = async (item: Waiting) => {
  try {
    await became(item, await call(registerDraft, await withSentFiles(item.input, item.files), item.id))
  } catch (error) {
    if (!(error instanceof Refused) || NOT_NOW.includes(error.problem.status)) throw error
    await refusedBy(item, error)
  }
}

const ours = async (personId: string) => {
  const waiting = (await allWaiting()).filter((item) => item.personId === personId && item.state === 'waiting')
  if (waiting.length === 0) return []
  // Whoever is signed in now sends only their own.
  const { person } = await call(whoAmI, {})
  return person.id === personId ? waiting : []
}

const sendAll = async (personId: string) => { for (const item of await ours(personId)) await sendOne(item) }

/** Sends what waits, one window at a time. What stands in the way now is tried again later. */
export const sendWaiting = async (personId: string): Promise<void> => {
  const work = () => sendAll(personId).catch((error: unknown) => { if (!(error instanceof Unreachable || error instanceof Refused)) throw error })
  await (navigator.locks ? navigator.locks.request('wenguo.waiting', work) : work())
}
