import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { notices } from '#contract/notification.ts'
import type { LIVE_TYPES } from '#contract/live.ts'

type Type = (typeof LIVE_TYPES)[number]
/** What changed; `again`: something may have, ask. */
export type Heard = Type | 'notices' | 'again'
interface Follower { readonly on: readonly string[]; readonly hear: (heard: Heard, id: string | null) => void }

/** One stream for the whole window: a browser opens only six connections to a server, over all its windows. */
const followers = new Set<Follower>()
const HIDDEN_MS = 60_000
let source: EventSource | null = null
let following = ''
let waiting = false
let hidden: ReturnType<typeof setTimeout> | undefined

const wanted = () => [...new Set([...followers].flatMap((one) => one.on))].sort().join(',')

const tell = (heard: Heard, thing: string | null) => {
  for (const one of followers) if (thing === null || one.on.includes(thing)) one.hear(heard, thing?.split(':')[1] ?? null)
}

const leave = () => {
  source?.close()
  source = null
}

const enter = () => {
  const on = wanted()
  if (source && on === following && source.readyState !== EventSource.CLOSED) return
  leave()
  following = on
  source = new EventSource(`/api/v1/live${on ? `?on=${on}` : ''}`)
  // Between what was read and now something may have happened.
  source.addEventListener('open', () => tell('again', null))
  source.addEventListener('again', () => tell('again', null))
  source.addEventListener('notices', () => tell('notices', null))
  source.addEventListener('changed', ({ data }: MessageEvent<string>) => {
    const { type, id } = JSON.parse(data) as { type: Type; id: string }
    tell(type, `${type}:${id}`)
  })
}

/** Pages come and go in one turn: one stream for what is wanted after it. */
const soon = () => {
  if (waiting) return
  waiting = true
  setTimeout(() => {
    waiting = false
    if (followers.size === 0) leave()
    else if (!document.hidden) enter()
  }, 50)
}

/** A window out of sight for a minute gives its connection to others; back in sight, it asks anew. */
const look = () => {
  clearTimeout(hidden)
  if (document.hidden) hidden = setTimeout(leave, HIDDEN_MS)
  else soon()
}

const follow = (one: Follower) => {
  if (followers.size === 0) document.addEventListener('visibilitychange', look)
  followers.add(one)
  soon()
  return () => {
    followers.delete(one)
    if (followers.size === 0) document.removeEventListener('visibilitychange', look)
    soon()
  }
}

/** Hears what others do to what is on this page. Where the server cannot tell, pages ask again every minute as before. */
export const useLive = (on: Partial<Record<Type, string>>, hear: (heard: Heard, id: string | null) => void) => {
  const latest = useRef(hear)
  useEffect(() => { latest.current = hear })
  const key = Object.entries(on).map(([type, id]) => `${type}:${id}`).sort().join(',')
  useEffect(() => follow({ on: key ? key.split(',') : [], hear: (heard, id) => latest.current(heard, id) }), [key])
}

/** The bell rings when something is told. */
export const useLiveNotices = () => {
  const queries = useQueryClient()
  useLive({}, (heard) => { if (heard === 'notices') void queries.invalidateQueries({ queryKey: [notices.route] }) })
}
