import { instant } from '#kernel/time.ts'
import { bookFor, noteMeeting } from '#modules/meeting/commands/book.ts'
import { openTimes } from '#modules/meeting/commands/open.ts'
import { booking, slots } from '#modules/meeting/queries.ts'
import type { Play } from '../play.ts'
import type { Drawn } from '../scene.ts'
import { customerName, pick } from '../words.ts'
import { at, dayAgo, type Interlude, whoMay } from './interlude.ts'

const hostAt = ({ cast }: Play, unitId: string) => whoMay(cast, 'meeting.open', unitId)
const WEEKDAYS = [2, 4, 6]
const FIRST_GUEST = 60

const openings = (drawn: Drawn): Interlude => ({
  at: at(drawn, 30, 9, 30),
  play: async (play) => {
    const [place] = play.cast.fronts
    if (!place) return
    const host = hostAt(play, place.id)
    for (const weekday of WEEKDAYS) await play.run(host.actor, openTimes, { unitId: place.id, hostId: host.id, place: play.words.beside.room, weekday, from: dayAgo(drawn, 30), until: null, begins: '15:00', ends: '16:30', minutes: 30, capacity: 1 })
  },
})

/** Booked so many days ago for the next free time, and noted after it, when that is over. */
const meeting = (drawn: Drawn, number: number, days: number): Interlude[] => {
  let made = { id: '', startsAt: drawn.today }
  const place = (play: Play) => play.cast.fronts[0]?.id ?? ''
  const booked: Interlude = {
    at: at(drawn, days, 11, number * 9),
    play: async (play) => {
      const { actor } = whoMay(play.cast, 'meeting.book', place(play))
      const free = (await play.ask(actor, slots, { unitId: place(play) })).items[number % 2]
      if (!free) return
      const { id } = await play.run(actor, bookFor, { openingId: free.openingId, startsAt: free.startsAt, name: customerName(play.words, FIRST_GUEST + number), phone: `13700004${100 + number}`, email: null, topic: pick(play.words.beside.topics, number), complaintId: null })
      made = { id, startsAt: instant(free.startsAt) }
    },
  }
  const noted: Interlude = {
    at: at(drawn, Math.max(0, days - 4), 18, number * 9),
    play: async (play) => {
      if (!made.id || made.startsAt >= play.now) return
      const { actor } = hostAt(play, place(play))
      await play.run(actor, noteMeeting, { id: made.id, version: (await play.ask(actor, booking, { id: made.id })).version, came: true, note: pick(play.words.beside.meetingNotes, number) })
    },
  }
  return days > 4 ? [booked, noted] : [booked]
}

/** Hours in which whoever leads the first place is there for customers. */
export const meetingsOf = (drawn: Drawn): Interlude[] => [openings(drawn), ...[24, 16, 9, 2, 1].flatMap((days, i) => meeting(drawn, i, days))]
