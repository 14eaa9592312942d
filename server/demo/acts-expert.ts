import type { Expertise } from '#contract/expert-pack.ts'
import type { Opinion } from '#contract/expert.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import { commission } from '#modules/expert/commands/commission.ts'
import { agree } from '#modules/expert/commands/goods.ts'
import { report } from '#modules/expert/commands/report.ts'
import { rest } from '#modules/expert/commands/rest.ts'
import { caseOpinions, oneOpinion } from '#modules/expert/queries/opinions.ts'
import { withAncestors } from '#modules/packs/queries.ts'
import { words } from '#kernel/i18n.ts'
import type { Member } from './cast.ts'
import { type Act, type Folder, type Play, actorOf, matterAt } from './play.ts'
import { pick } from './words.ts'

const BY_ELSE = 'undetermined'

/** What fits whose fault it turned out to be. Nobody of the play is a fraud: where only that would fit, it cannot be told, and the shop stands for it. */
const foundAs = ({ answers }: Expertise, liability: string) => answers.find((one) => (one.liability ?? 'none') === liability && one.facts.fraud !== true)?.finding ?? BY_ELSE

/** An appraiser of the house who has nothing else to do with the case. */
const expertFor = ({ cast }: Play, { handler }: Folder): Member => cast.members.find((m) => m.id !== handler.id && m.position === 'qualityEngineer') ?? cast.members.find((m) => m.id !== handler.id && m.actor.may('expert.report')) ?? cast.director

const look = (play: Play, folder: Folder, id: string): Promise<Opinion> => play.ask(actorOf(folder), oneOpinion, { id })

/** Where the fault is not ours it is said kindly why, with what else can be done. */
const kindly = ({ words: w }: Play, number: number, liability: string) => (liability === 'ours' || liability === 'shared' ? { explanation: null, alternativeHelp: null } : { explanation: pick(w.explanation, number), alternativeHelp: pick(w.help, number) })

/** An appraiser of the house is asked, and the customer agrees to them where the trade wants that. */
const ask = async (play: Play, folder: Folder, pointId: string, of: Expertise): Promise<{ readonly id: string; readonly expert: Member }> => {
  const actor = actorOf(folder)
  const expert = expertFor(play, folder)
  const matter = matterAt(folder, folder.points.indexOf(pointId))
  const { id } = await play.run(actor, commission, {
    complaintId: folder.id, personId: expert.id, outsiderId: null, accreditation: `GAC ${2_000 + folder.index}`, accreditedUntil: null, matter: matter.product ?? of.label[play.locale], questions: [{ pointId, code: of.code, text: of.ask[play.locale] }], fileIds: [], dueAt: iso(plusMs(play.now, of.days * DAY)),
    feeFen: 0, feeRule: null, paidBy: 'firm', secondTo: null,
  })
  if (of.consent) await play.run(actor, agree, { id, version: (await look(play, folder, id)).version, agrees: true, how: 'phone', note: '', fileId: null })
  return { id, expert }
}

const examineOne = async (play: Play, folder: Folder, pointId: string, of: Expertise) => {
  const actor = actorOf(folder)
  const { id, expert } = await ask(play, folder, pointId, of)
  const matter = matterAt(folder, folder.points.indexOf(pointId))
  const asked = await look(play, folder, id)
  const finding = foundAs(of, matter.liability)
  await play.run(expert.actor, report, { id, version: asked.version, summary: `${words(play.locale, ['terms', 'expertFinding', finding]) ?? finding}${play.locale === 'en' ? '. ' : '。'}${matter.finding}`, answers: asked.questions.map((q) => ({ questionId: q.id, finding, measuredMilli: null, note: null })), fileIds: [] })
  await play.run(actor, rest, { id, version: (await look(play, folder, id)).version, why: null, points: [{ pointId, liability: matter.liability, rootCause: matter.cause || null, ...kindly(play, folder.index, matter.liability) }] })
}

const mayWant = ({ body }: Play, folder: Folder) => {
  const categories = folder.points.flatMap((_, point) => withAncestors(body, matterAt(folder, point).category))
  return body.expertise.some((one) => one.needed && one.categories.some((code) => categories.includes(code)))
}

/** Where the trade decides nothing before somebody has looked: an appraiser of the house is asked, the customer agrees, and decisions rest on what was found. */
export const examine: Act = async (play, folder) => {
  if (!mayWant(play, folder)) return
  const { wanting, expertise } = await play.ask(actorOf(folder), caseOpinions(false), { complaintId: folder.id })
  for (const { pointId, code } of wanting) {
    const of = expertise.find((one) => one.code === code)
    if (of) await examineOne(play, folder, pointId, of)
  }
}

/** An appraiser is asked what the trade asks first of such a matter, and has not answered yet. */
export const consult: Act = async (play, folder) => {
  const { expertise: [of] } = await play.ask(actorOf(folder), caseOpinions(false), { complaintId: folder.id })
  const [pointId] = folder.points
  if (of && pointId) await ask(play, folder, pointId, of)
}
