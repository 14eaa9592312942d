import { localDay } from '#kernel/calendar.ts'
import { answerFeedback, improve } from '#modules/feedback/answering.ts'
import { enterFeedback, passOn } from '#modules/feedback/commands.ts'
import { oneFeedback } from '#modules/feedback/queries.ts'
import { give } from '#modules/thanks/commands.ts'
import type { Member, Place } from '../cast.ts'
import type { Play } from '../play.ts'
import type { Drawn } from '../scene.ts'
import { customerName, pick } from '../words.ts'
import { at, type Interlude, whoMay } from './interlude.ts'

const placeAt = ({ cast }: Play, number: number): Place => pick(cast.fronts, number)
const staffAt = ({ cast }: Play, place: Place): Member => whoMay(cast, 'feedback.enter', place.id)
const FIRST_GUEST = 20

const praise = (drawn: Drawn, number: number, days: number, hour: number): Interlude => ({
  at: at(drawn, days, hour, number * 7 % 50),
  play: async (play) => {
    const place = placeAt(play, number)
    const staff = staffAt(play, place)
    const { id } = await play.run(staff.actor, enterFeedback, { kind: 'praise', text: pick(play.words.beside.praise, number), praised: staff.name, name: customerName(play.words, FIRST_GUEST + number), phone: null, email: null, unitId: place.id, place: null, channel: number % 3 ? 'walkIn' : 'phone' })
    if (number % 3 === 2) return
    const leader = whoMay(play.cast, 'feedback.passOn', place.id)
    await play.run(leader.actor, passOn, { id, version: (await play.ask(leader.actor, oneFeedback, { id })).version, toId: staff.id, note: pick(play.words.beside.praisePassed, number) })
  },
})

/** A suggestion and, some days later, what became of it. */
const suggestion = (drawn: Drawn, number: number, days: number, after: number | null): Interlude[] => {
  let id = ''
  const name = (play: Play) => customerName(play.words, 2 * FIRST_GUEST + number)
  const given: Interlude = {
    at: at(drawn, days, 12, number * 11 % 60),
    play: async (play) => {
      const place = placeAt(play, number)
      id = (await play.run(staffAt(play, place).actor, enterFeedback, { kind: 'suggestion', text: pick(play.words.beside.suggestions, number), praised: null, name: name(play), phone: `13900002${100 + number}`, email: null, unitId: place.id, place: null, channel: 'walkIn' })).id
    },
  }
  if (after === null) return [given]
  const answered: Interlude = {
    at: at(drawn, days - after, 15, number * 13 % 60),
    play: async (play) => {
      const { actor } = whoMay(play.cast, 'feedback.answer', placeAt(play, number).id)
      const version = async () => (await play.ask(actor, oneFeedback, { id })).version
      await play.run(actor, answerFeedback, { id, version: await version(), way: 'phone', text: pick(play.words.beside.suggestionAnswers, number) })
      await play.run(actor, improve, { id, version: await version(), note: pick(play.words.beside.suggestionsDone, number) })
      const { actor: giver } = whoMay(play.cast, 'thanks.give', placeAt(play, number).id)
      await play.run(giver, give, { feedbackId: id, what: pick(play.words.beside.gifts, number), worthFen: 3_900 + number * 500, givenTo: name(play), givenOn: localDay(play.timeZone, play.now), receipt: name(play), fileId: null })
    },
  }
  return [given, answered]
}

/** What customers liked, and what they would do better. */
export const feedbackOf = (drawn: Drawn): Interlude[] => [
  ...[[52, 16], [44, 11], [37, 18], [29, 13], [21, 17], [12, 15], [6, 12], [2, 18], [0, 9]].map(([days = 0, hour = 0], i) => praise(drawn, i, days, hour)),
  ...[[47, 4], [33, 6], [18, 3], [9, null], [3, null], [1, null]].flatMap(([days, after], i) => suggestion(drawn, i, days ?? 0, after ?? null)),
]
