import { words } from '#kernel/i18n.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import { register } from '#modules/proceeding/commands/register.ts'
import { approve, send, write } from '#modules/proceeding/commands/report.ts'
import { judgeOf } from './acts-remedy.ts'
import { owedProceedingsOf, reportOf } from './peek.ts'
import { type Act, type Play, actorOf, matterAt } from './play.ts'
import { fill } from './words.ts'

const say = ({ locale }: Play, key: string, params = {}) => words(locale, ['proceeding', 'draft', key], params) ?? ''
const DAYS_LEFT = 12

/** Who was told no takes it to the association. */
export const goOutside: Act = async (play, folder) => {
  await play.run(actorOf(folder), register, { complaintId: folder.id, body: 'consumerAssociation', reference: `${play.now.getUTCFullYear()}-${folder.number.slice(-4)}`, came: 'customer', begunAt: null, asks: null, answerBy: iso(plusMs(play.now, DAYS_LEFT * DAY)), fileIds: [] })
}

/** Whoever passed it on, or hears it, is told what came of it before it closes. */
export const tellBodies: Act = async (play, folder) => {
  for (const { id, version } of await owedProceedingsOf(play, folder)) {
    const answers = folder.points.map((pointId, i) => ({ pointId, answer: fill(['ours', 'shared'].includes(matterAt(folder, i).liability) ? play.words.noticeOurs : play.words.noticeOther, { finding: matterAt(folder, i).finding }) }))
    await play.run(actorOf(folder), write, { id, version, kind: 'outcome', answers, outcome: say(play, folder.remedyId ? 'handled' : 'underWay') })
    const asked = await reportOf(play, id)
    if (asked.state === 'asked') await play.run(judgeOf(play, folder, asked.needed_rank).actor, approve, { id: asked.id, version: asked.version, comment: '' })
    const ready = await reportOf(play, id)
    await play.run(actorOf(folder), send, { id: ready.id, version: ready.version, how: 'online', at: null, receipt: `R${folder.number.slice(-4)}`, settles: true, fileIds: [] })
  }
}
