import type { ChannelKind, SendProblem, Template } from '#contract/channel.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Caller, Perform } from '#kernel/command.ts'
import { type Db, type OpenTransaction, asSystem, sql } from '#kernel/db.ts'
import { type Flights, flightsOf } from '#kernel/flights.ts'
import { newId } from '#kernel/id.ts'
import type { Log } from '#kernel/log.ts'
import type { Poster } from '#kernel/post.ts'
import { type Clock, HOUR, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { dropMessage, noteTry } from './commands/note.ts'
import { opinionGoes } from './commands/opinion-letters.ts'
import type { Said } from './commands/queue.ts'
import { wordsOnly } from './mail-text.ts'
import type { Outcome, Outgoing, Providers, Push, Settled, Way } from './port.ts'
import { readPushKey } from './push-key.ts'
import { fill, templateFor } from './rules/filled.ts'
import { type TokenOf, tokensOf } from './tokens.ts'

/** How many go out at once: in all, and through one channel, so that a slow provider keeps nobody waiting but itself. */
const AT_ONCE = 32
const TO_ONE = 4
/** Longer than a try can take, token and second try included. Whoever took a message and ended without a word loses it after that, and it goes out again: told twice is better than not told. */
const LEASE_MS = MINUTE
/** So long a code that was asked for opens something; later it would only vex. */
const CODE_MS = HOUR

interface Taken {
  readonly organization_id: string; readonly id: string; readonly lane: string; readonly medium: string; readonly address: string | null; readonly said: Said; readonly attempts: number; readonly pressing: boolean; readonly held: boolean; readonly read: boolean; readonly tried_at: Instant; readonly problem: SendProblem | null
  /** Not to be said any more: who it was for has left or has no notice of it any more, or the case is kept from some of the group. */ readonly hushed: boolean; /** The code in it opens nothing any more. */ readonly over: boolean; /** A link of a campaign, which may have been stopped since. */ readonly opinion: boolean
  readonly kind: ChannelKind | null; readonly settings: Record<string, string> | null; readonly secrets: Record<string, string> | null; readonly templates: readonly Template[] | null; readonly token: string | null; readonly token_until: Instant | null
  readonly endpoint: string | null; readonly p256dh: string | null; readonly auth: string | null
}

interface Lane { readonly organization_id: string; readonly lane: string; readonly kind: ChannelKind | null }

/** The channels that have something due. Their rows stay locked until it is taken: what one sends in a minute is counted by one node at a time. */
const lanesDue = async (open: OpenTransaction, now: Instant, busy: readonly string[]): Promise<readonly Lane[]> => {
  const { rows: due } = await sql<{ organization_id: string; lane: string }>`
    select distinct organization_id, lane from channel.message where state = 'waiting' and next_at <= ${now} and not (organization_id || ' ' || lane = any (${[...busy]}::text[]))`.execute(open)
  if (!due.length) return []
  const { rows: channels } = await sql<{ organization_id: string; id: string; kind: ChannelKind }>`
    select organization_id, id, kind from channel.channel where id = any (${due.flatMap((d) => (d.lane === 'mail' || d.lane === 'push' ? [] : [d.lane]))}::uuid[]) and paused_at is null and removed_at is null for update skip locked`.execute(open)
  const kindOf = new Map(channels.map((c) => [`${c.organization_id} ${c.id}`, c.kind]))
  return due.flatMap((d): Lane[] => {
    if (d.lane === 'mail' || d.lane === 'push') return [{ ...d, kind: null }]
    const kind = kindOf.get(`${d.organization_id} ${d.lane}`)
    return kind ? [{ ...d, kind }] : []
  })
}

const triedLately = async (open: OpenTransaction, { organization_id, lane }: Lane, now: Instant): Promise<number> => {
  const { n } = await open.selectFrom('channel.message').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', organization_id).where('lane', '=', lane).where('tried_at', '>', plusMs(now, -MINUTE)).executeTakeFirstOrThrow()
  return n
}

const takeOf = async (open: OpenTransaction, { organization_id, lane }: Lane, most: number, now: Instant): Promise<readonly Taken[]> => (await sql<Taken>`
  with due as materialized (
    select organization_id, id from channel.message where organization_id = ${organization_id} and lane = ${lane} and state = 'waiting' and next_at <= ${now} order by next_at limit ${most} for update skip locked)
  update channel.message m set attempts = m.attempts + 1, tried_at = ${now}, next_at = ${plusMs(now, LEASE_MS)}
  from due left join channel.message o on o.organization_id = due.organization_id and o.id = due.id
    left join channel.channel c on c.organization_id = due.organization_id and c.id::text = o.lane
    left join channel.device d on d.organization_id = due.organization_id and d.id = o.device_id
    left join notification.notice n on n.organization_id = due.organization_id and n.id = o.notice_id
    left join identity.person p on p.organization_id = due.organization_id and p.id = o.person_id
    left join complaint.complaint k on k.organization_id = due.organization_id and k.id = o.complaint_id
  where m.organization_id = due.organization_id and m.id = due.id
  returning m.organization_id, m.id, m.lane, m.medium, m.address, m.said, m.attempts, m.pressing, m.held, m.tried_at, n.read_at is not null as read, m.problem, m.kind = 'lostCode' and m.made_at <= ${plusMs(now, -CODE_MS)} as over, m.kind = 'opinion' as opinion,
    p.retired_at is not null or (o.notice_id is not null and n.id is null) 
      or coalesce(o.medium = 'robot' and (k.confidential or k.accused is not null), false) as hushed,
    c.kind, c.settings, c.secrets, c.templates, c.token, c.token_until, d.endpoint, d.p256dh, d.auth`.execute(open)).rows

export interface Sending { readonly db: Db; readonly perform: Perform; readonly poster: Poster; readonly pushPoster: Poster; readonly mailer: Mailer | null; readonly push: Push; readonly providers: Providers; readonly clock: Clock; readonly log: Log; readonly chance?: () => number }

const take = ({ db, providers }: Sending, now: Instant, busy: readonly string[], room: number) => asSystem(db, async (open) => {
  const taken: Taken[] = []
  for (const lane of await lanesDue(open, now, busy)) {
    const perMinute = lane.kind === null ? null : providers[lane.kind].perMinute
    const left = perMinute === null ? TO_ONE : Math.min(TO_ONE, perMinute - await triedLately(open, lane, now))
    const most = Math.min(left, room - taken.length)
    if (most > 0) taken.push(...await takeOf(open, lane, most, now))
  }
  return taken
})

const settled = (outcome: Outcome): Settled => (outcome.is === 'token' ? { is: 'later', why: 'account' } : outcome)

interface Tried { readonly outcome: Settled; readonly answer: string | null; readonly confirms: boolean }
const gaveUp = (why: SendProblem): Tried => ({ outcome: { is: 'never', why }, answer: null, confirms: false })

const outgoingOf = (taken: Taken, templates: readonly Template[]): Outgoing | null => {
  const { title, text, url, link, locale, template, values } = taken.said
  const found = taken.medium === 'sms' && template ? templateFor(templates, template, locale) : null
  if (taken.medium === 'sms' && !found) return null
  return { id: taken.id, to: taken.address, title, text, url: link ?? url, locale, filled: found && fill(found, values ?? {}) }
}

/** Through a provider: with a token where it wants one, and once more with a new one where the one we had is over. */
const byProvider = async ({ providers, poster, clock }: Sending, tokenOf: TokenOf, taken: Taken, stop: AbortSignal): Promise<Tried> => {
  if (!taken.kind || !taken.settings || !taken.secrets) return gaveUp('noChannel')
  const way: Way = { kind: taken.kind, settings: taken.settings, secrets: taken.secrets }
  const provider = providers[taken.kind]
  const out = outgoingOf(taken, taken.templates ?? [])
  if (!out) return gaveUp('template')
  let used = ''
  const once = async (refused: string | null): Promise<{ outcome: Outcome; answer: string | null }> => {
    const token = provider.token ? await tokenOf(taken, way, provider.token, refused, stop) : ''
    if (typeof token !== 'string') return token
    used = token
    const reply = await poster.post(provider.write({ way, out, at: clock(), nonce: newId(), token }), stop)
    return { outcome: provider.read(reply), answer: reply.answer }
  }
  const first = await once(null)
  const { outcome, answer } = first.outcome.is === 'token' ? await once(used) : first
  return { outcome: settled(outcome), answer, confirms: provider.receipt !== undefined }
}

const byMail = async ({ mailer }: Sending, taken: Taken): Promise<Tried> => {
  if (!mailer || !taken.address) return gaveUp('noChannel')
  try {
    const undeliverable = await mailer.send({ id: taken.id, to: taken.address, ...wordsOnly(taken.said) })
    return { outcome: undeliverable === null ? { is: 'sent', providerId: null } : { is: 'never', why: 'undeliverable' }, answer: undeliverable, confirms: false }
  } catch (error) {
    return { outcome: { is: 'later', why: 'connection' }, answer: error instanceof Error ? error.message : null, confirms: false }
  }
}

/** What is pushed has room for 3,993 bytes (RFC 8291, 4); four a letter at the most. */
const PUSH_LETTERS = 700

const byPush = async ({ db, push, pushPoster, clock }: Sending, taken: Taken, stop: AbortSignal): Promise<Tried> => {
  if (!taken.endpoint || !taken.p256dh || !taken.auth) return gaveUp('gone')
  const { title, text, url, locale } = taken.said
  const letter = push.write({ endpoint: taken.endpoint, p256dh: taken.p256dh, auth: taken.auth }, await readPushKey(db, push, clock), JSON.stringify({ id: taken.id, title, text: [...text].slice(0, PUSH_LETTERS).join(''), url, locale }), { pressing: taken.pressing, topic: taken.id.replaceAll('-', '') })
  if (!letter) return gaveUp('gone')
  const reply = await pushPoster.post(letter, stop)
  return { outcome: settled(push.read(reply)), answer: reply.answer, confirms: false }
}

/** Whether it is to be said still; where not, it is dropped. */
const stillGoes = async (perform: Perform, caller: Caller, taken: Taken): Promise<boolean> => {
  // Waited for the end of the quiet, and was read meanwhile.
  if (taken.hushed || (taken.held && taken.read)) {
    await perform(dropMessage, caller, { messageId: taken.id })
    return false
  }
  return !(taken.opinion && taken.medium === 'sms') || (await perform(opinionGoes, caller, { messageId: taken.id })).output
}

/** Carries messages out, each by its medium. */
export const messenger = (given: Sending): Flights => {
  const { perform, clock, log, chance = Math.random } = given
  const tokenOf = tokensOf(given)
  const goBy = (taken: Taken, stop: AbortSignal) => {
    if (taken.medium === 'mail') return byMail(given, taken)
    return taken.medium === 'push' ? byPush(given, taken, stop) : byProvider(given, tokenOf, taken, stop)
  }
  return flightsOf<Taken>({
    name: 'messages', log, atOnce: AT_ONCE, laneOf: (taken) => `${taken.organization_id} ${taken.lane}`, take: (busy, room) => take(given, clock(), busy, room),
    carry: async (taken, stop) => {
      const caller = { actor: systemActor(taken.organization_id), requestId: 'messenger' }
      if (!await stillGoes(perform, caller, taken)) return
      const tried = taken.over ? gaveUp(taken.problem ?? 'timeout') : await goBy(taken, stop)
      // Cut off by our own end: the lease lets another try.
      if (stop.aborted && tried.outcome.is !== 'sent') return
      await perform(noteTry, caller, { messageId: taken.id, attempts: taken.attempts, ...tried, chance: chance() })
    },
  })
}
