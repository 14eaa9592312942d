import dayjs from 'dayjs'
import { readBackText } from '#contract/reception.ts'
import { momentAt } from '../../ui/zone.ts'
import { formOf } from './channels.ts'
import type { Draft, Input, NoteDraft, ReceptionDraft, TalkDraft } from './draft.ts'

/** What is read to the customer, as it stands now. */
export const recordOf = (draft: Draft): string => readBackText(draft.points.filter((point) => point.text.trim() !== '').map((point) => ({ text: point.text, wants: point.wants.trim() })))

/** The customer confirmed what the record said then; it says something else now. */
export const isStale = (draft: Draft): boolean => draft.reception.readBack !== null && draft.reception.readBack.text !== recordOf(draft)

/** Milliseconds the customer has sat with us, without the times the talk was broken off. */
export const talkedFor = ({ startedAt, endedAt, pausedAt, pauses }: TalkDraft, now: string): number => {
  const until = endedAt ?? pausedAt ?? now
  return dayjs(until).diff(dayjs(startedAt)) - pauses.reduce((sum, { from, to }) => sum + dayjs(to).diff(dayjs(from)), 0)
}

/** The talk goes on, is broken off, or is over. */
export const turnTalk = (talk: TalkDraft | null, to: 'start' | 'pause' | 'resume' | 'end', now: string): TalkDraft => {
  if (!talk) return { startedAt: now, endedAt: null, pausedAt: null, pauses: [] }
  if (to === 'pause') return { ...talk, pausedAt: now }
  const pauses = talk.pausedAt ? [...talk.pauses, { from: talk.pausedAt, to: now }] : talk.pauses
  return { ...talk, pauses, pausedAt: null, endedAt: to === 'end' ? now : null }
}

const lines = (notes: readonly NoteDraft[]) => notes.filter((note) => note.text.trim() !== '').map(({ at, text }) => ({ at, text }))
const among = (draft: Draft, id: string | null | undefined) => (id && draft.files.some((file) => file.id === id) ? id : null)
const given = (text: string) => text.trim() || null

const byVisit = (draft: Draft, { talk, seatedAt, hostId, readBack }: ReceptionDraft) => ({
  seatedAt: given(seatedAt), hostId, talk: talk && { startedAt: talk.startedAt, endedAt: talk.endedAt, pauses: [...talk.pauses] },
  readBack: readBack && { text: readBack.text, at: readBack.at, signatureId: among(draft, readBack.signatureId) },
})

const recordingOf = (draft: Draft, zone: string) => {
  const fileId = among(draft, draft.reception.recording?.fileId)
  const startedAt = draft.reception.recording?.startedAt
  return fileId ? { fileId, startedAt: startedAt ? momentAt(zone, startedAt) : null } : null
}

/** What this way of receiving brings along; nothing where nothing was written. */
export const receptionOf = (draft: Draft, zone: string): Pick<Input, 'reception'> => {
  const { reception: r } = draft
  const form = formOf(draft.channel)
  const whole: NonNullable<Input['reception']> = {
    notes: lines(r.notes), recording: form.notes ? recordingOf(draft, zone) : null, ...(form.room && byVisit(draft, r)), writtenFrom: form.writer ? given(r.writtenFrom) : null,
    reference: form.reference ? given(r.reference) : null, body: form.reference ? r.body ?? null : null, answerBy: form.reference && r.answerBy ? momentAt(zone, r.answerBy) : null,
    appointment: r.appointment.trim() && r.appointmentAt ? { text: r.appointment.trim(), dueAt: momentAt(zone, r.appointmentAt) } : null,
  }
  const said = Object.values(whole).some((value) => value !== null && !(Array.isArray(value) && value.length === 0))
  return said ? { reception: whole } : {}
}
