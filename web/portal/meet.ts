import type { z } from 'zod'
import type { OwnBooking, portalBook, portalSlots } from '#contract/meeting.ts'
import { ask, caseOf, codeHeader, type Pass, post, queryOf } from './api.ts'

export type Slots = z.output<(typeof portalSlots)['output']>
export type Slot = Slots['items'][number]
export type Booking = z.input<(typeof portalBook)['input']>
type Wanted = Pick<Booking, 'openingId' | 'startsAt'>

/** A header carries plain characters only. */
const bookingHeader = (code: string) => ({ 'x-meeting-code': codeHeader(code)['x-case-code'] ?? '' })

/** `round`: the how manieth look, so that none is answered from before. */
export const getSlots = async (place: string | null, language: string, _round: number) => await ask(`/meetings${queryOf({ place })}`, { headers: { 'accept-language': language } }) as Slots
/** With the code of a case the meeting is about it. */
export const bookMeeting = async ({ pass, body }: { readonly pass: Pass | null; readonly body: Booking }, key: string) => {
  const { place: _place, locale: _locale, ...rest } = body
  return await (pass ? post(`${caseOf(pass.number)}/meetings`, rest, key, codeHeader(pass.code)) : post('/meetings', body, key)) as { code: string }
}
export const ownMeeting = async (code: string, language: string) => await ask('/meetings/own', { headers: { 'accept-language': language, ...bookingHeader(code) } }) as OwnBooking
export const moveMeeting = async (code: string, body: Wanted, key: string) => await post('/meetings/own/move', body, key, bookingHeader(code)) as OwnBooking
export const cancelMeeting = async (code: string, key: string) => await post('/meetings/own/cancel', {}, key, bookingHeader(code)) as OwnBooking
/** The file for the calendar of the telephone. */
export const calendarOf = async (code: string, language: string): Promise<Blob> => {
  const answer = await fetch('/api/v1/portal/meetings/own/calendar', { headers: { 'accept-language': language, ...bookingHeader(code) }, credentials: 'omit', cache: 'no-store' })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.blob()
}
