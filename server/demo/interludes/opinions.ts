import { Problem } from '#kernel/problem.ts'
import { nobodyLeft } from '#contract/campaign.ts'
import { asSystem } from '#kernel/db.ts'
import { declineCall, nextCall, tryCall } from '#modules/campaign/commands/call.ts'
import { choosePeople } from '#modules/campaign/commands/choose.ts'
import { beginCampaign, makeCampaign } from '#modules/campaign/commands/make.ts'
import { noteReply } from '#modules/campaign/commands/reply.ts'
import { opinionCall } from '#modules/campaign/queries/people.ts'
import type { Play } from '../play.ts'
import type { Drawn } from '../scene.ts'
import { pick } from '../words.ts'
import { at, dayAgo, type Interlude, whoMay } from './interlude.ts'

const DAYS = 12
const PEOPLE = 40
const A_DAY = 3

const versionOf = ({ db, organizationId }: Play, id: string) => asSystem(db, async (open) => (await open.selectFrom('campaign.campaign').select('version').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()).version)

interface Running { id: string }

const begin = (drawn: Drawn, running: Running): Interlude => ({
  at: at(drawn, DAYS, 9, 40),
  play: async (play) => {
    const { actor } = whoMay(play.cast, 'campaign.make')
    const { name, greeting, overall, returns, choices, wish } = play.words.beside.campaign
    running.id = (await play.run(actor, makeCampaign, {
      name, greeting, unitIds: play.cast.fronts.map((f) => f.id), from: dayAgo(drawn, DAYS), until: dayAgo(drawn, -18), mostTries: 3, callsFrom: '09:30', callsUntil: '20:00', toAnybody: true,
      questions: [{ kind: 'scale', text: overall, choices: [] }, { kind: 'choice', text: returns, choices: [...choices] }, { kind: 'text', text: wish, choices: [] }],
    })).id
    await play.run(actor, choosePeople, { id: running.id, since: dayAgo(drawn, 150), until: dayAgo(drawn, DAYS + 1), cases: 'closed', most: PEOPLE })
    await play.run(actor, beginCampaign, { id: running.id, version: await versionOf(play, running.id) })
  },
})

const SCORES = [5, 4, 5, 3, 4, 5, 2, 4, 5, 4, 3, 5]
const TRIED = 5
const DECLINED = 9
const SUGGESTS = 7
const MOST_PLEASED = 5

/** What they say: who is pleased comes back. */
const told = ({ words }: Play, number: number) => {
  const { choices, wishes } = words.beside.campaign
  const score = pick(SCORES, number)
  const wish = pick(wishes, number)
  return { answers: [score, pick(choices, MOST_PLEASED - score > 1 ? MOST_PLEASED - score - 1 : 0), number % 2 ? wish : null], improvement: number % SUGGESTS ? null : wish }
}

/** Whoever is next is rung: most answer, some are not there, one would rather not. */
const ring = (running: Running, number: number) => async (play: Play) => {
  const { actor } = whoMay(play.cast, 'campaign.take')
  const { id } = await play.run(actor, nextCall, { id: running.id })
  const { version } = await play.ask(actor, opinionCall, { id })
  if (number % TRIED === TRIED - 1) return void await play.run(actor, tryCall, { id, version, note: pick(play.words.missedCalls, number) })
  if (number % DECLINED === DECLINED - 1) return void await play.run(actor, declineCall, { id, version, never: false, note: null })
  await play.run(actor, noteReply, { id, version, ...told(play, number) })
}

const ringAll = (drawn: Drawn, running: Running, days: number): Interlude => ({
  at: at(drawn, days, 16, 10),
  play: async (play) => {
    try {
      for (let i = 0; i < A_DAY; i++) await ring(running, days * A_DAY + i)(play)
    } catch (error) {
      // Where few customers are left to ask, fewer are asked.
      if (!(error instanceof Problem && error.refusal === nobodyLeft)) throw error
    }
  },
})

/** Customers of closed cases are rung and asked how it was, for some days now. */
export const opinionsOf = (drawn: Drawn): Interlude[] => {
  const running: Running = { id: '' }
  return [begin(drawn, running), ...Array.from({ length: DAYS - 2 }, (_, i) => ringAll(drawn, running, DAYS - 1 - i))]
}
