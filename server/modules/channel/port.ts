import type { ChannelKind, SendProblem } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'
import type { Letter, Reply } from '#kernel/post.ts'
import type { Instant } from '#kernel/time.ts'
import type { Filled } from './rules/filled.ts'

/** A channel as its provider needs it; secrets are readable here. */
export interface Way { readonly kind: ChannelKind; readonly settings: Readonly<Record<string, string>>; readonly secrets: Readonly<Record<string, string>> }

/** What goes out. `to`: a number in E.164, a user id; null to the group of a robot. */
export interface Outgoing { readonly id: string; readonly to: string | null; readonly title: string; readonly text: string; readonly url: string | null; readonly locale: Locale; readonly filled: Filled | null }

/** What a provider made of it. `later`: may be tried again, after `waitMs` if it says so; `never`: trying again changes nothing; `token`: the token is over. */
export type Outcome =
  | { readonly is: 'sent'; readonly providerId: string | null }
  | { readonly is: 'later'; readonly why: SendProblem; readonly waitMs?: number }
  | { readonly is: 'never'; readonly why: SendProblem }
  | { readonly is: 'token' }

/** What a try comes to in the end: a token that is refused twice is a matter of the account. */
export type Settled = Exclude<Outcome, { is: 'token' }>

export interface Token { readonly token: string; readonly seconds: number }
export interface Writing { readonly way: Way; readonly out: Outgoing; readonly at: Instant; readonly nonce: string; readonly token: string }
/** A number that was sent to, as the provider is asked about it. */
export interface Sent { readonly way: Way; readonly to: string; readonly providerId: string; readonly sentAt: Instant; readonly at: Instant; readonly nonce: string }

/** One provider by its documents: pure, from message to request and from answer to outcome. */
export interface Provider {
  /** How many requests a minute it takes from one channel; null: more than we have. */
  readonly perMinute: number | null
  /** For those that want a token first. */
  readonly token?: { ask(way: Way): Letter; read(reply: Reply): Token | Outcome }
  write(writing: Writing): Letter
  read(reply: Reply): Outcome
  /** For those that say later whether it reached the phone. */
  readonly receipt?: { ask(sent: Sent): Letter; read(reply: Reply): 'arrived' | 'failed' | 'unknown' }
}
export type Providers = Readonly<Record<ChannelKind, Provider>>

export interface Subscription { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
export interface PushKey { readonly publicKey: string; readonly privateKey: string }
/** Web push (RFC 8030, 8291, 8292). */
export interface Push {
  newKey(): PushKey
  /** Null when the subscription's keys are none. */
  write(to: Subscription, key: PushKey, body: string, how: { readonly pressing: boolean; readonly topic: string }): Letter | null
  read(reply: Reply): Outcome
}
