import type { RemedyKind } from '#contract/packs.ts'
import { deviationReasonMissing } from '#contract/remedy.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { write } from '#modules/communication/commands.ts'
import { addFinding } from '#modules/investigation/commands.ts'
import { answer as answerAtPortal } from '#modules/portal/commands/answer.ts'
import { approve, sendBack } from '#modules/remedy/commands/decide.ts'
import { answer as answerIt, offer as offerIt } from '#modules/remedy/commands/negotiate.ts'
import { declineCounter as declineIt, declineDemand as declineAll } from '#modules/remedy/commands/say-no.ts'
import { signOffNotNeeded } from '#contract/complaint.ts'
import { SIGNS } from '#modules/complaint/rules.ts'
import { signOff } from '#modules/complaint/commands/sign-off.ts'
import { propose as proposeIt } from '#modules/remedy/commands/propose.ts'
import { examine } from './acts-expert.ts'
import { photograph, visitorOf } from './acts-register.ts'
import type { Member } from './cast.ts'
import type { Matter } from './matters.ts'
import { proposalOf, versionOf } from './peek.ts'
import { type Act, type Folder, type Play, actorOf, matterAt } from './play.ts'
import { sayIt } from './say.ts'
import { customerName, fill, pick } from './words.ts'

const OURS = ['ours', 'shared']

const kindWords = (play: Play, number: number, { liability }: Matter) => (OURS.includes(liability) ? {} : { explanation: pick(play.words.explanation, number), alternativeHelp: pick(play.words.help, number) })

/** Whether the industry closes some cases only with this. */
const asks = ({ body }: Play, gate: string): boolean => body['tables/closing'].rules.some(({ id, gives }) => gives.gate === gate && id !== 'signature-large')

const motif = ({ body }: Play) => (body.pack.code === 'jewellery' ? 'ring' : 'box')

/** Where the trade promises to come and look, somebody came. */
const howFound = ({ body }: Play, { fault }: Matter) => (body.clocks.some(({ ends }) => ends === 'visited') ? 'siteVisit' : fault ? 'records' : 'inspection')

/** What was found on the points, from the first on; `photo`: with evidence. */
export const find = (photo: boolean, points = Number.MAX_SAFE_INTEGER): Act => async (play, folder) => {
  const shown = photo || asks(play, 'evidence')
  for (const [i, pointId] of folder.points.slice(0, points).entries()) {
    const matter = matterAt(folder, i)
    const evidence = shown && i === 0 ? [await photograph(play, actorOf(folder), motif(play), folder.index, pick(play.words.photos, folder.index))] : []
    await play.run(actorOf(folder), addFinding, { id: folder.id, pointId, text: matter.finding, liability: matter.liability, rootCause: matter.cause || null, evidence, method: howFound(play, matter), ...kindWords(play, folder.index, matter) })
  }
}

const FEN = 100
const STEP_FEN = 1_000

const itemsOf = (folder: Folder, factor: number) => folder.points.flatMap((pointId, i) => matterAt(folder, i).parts.map(({ kind, fen }) => ({ kind, amountFen: factor === 1 ? fen : Math.round(fen * factor / STEP_FEN) * STEP_FEN, pointId })))

const reasonOf = (play: Play, folder: Folder): string => {
  const { reason, liability } = folder.row.matter
  if (reason) return reason
  return liability === 'ours' ? pick(play.words.reasons.slice(0, 4), folder.index) : pick(play.words.reasons, 4)
}

const asksWhy = (error: unknown): boolean => error instanceof Problem && error.refusal === deviationReasonMissing

/** Where the industry asks for it, a manager signs matters of contract before anything is proposed. */
const signContracts = async (play: Play, folder: Folder) => {
  const signer = play.cast.members.find(({ actor }) => actor.may(SIGNS) && (actor.units === 'all' || actor.units.includes(folder.place.id)))
  if (!signer) throw new Error(`nobody may sign ${folder.number}`)
  for (const pointId of folder.points) {
    await play.run(signer.actor, signOff, { id: folder.id, pointId, comment: '' }).catch((error: unknown) => {
      if (!(error instanceof Problem && error.refusal === signOffNotNeeded)) throw error
    })
  }
}

/** A remedy by the standard; where it leaves the range of precedents, the reason is asked for and given. */
export const propose = (factor = 1): Act => async (play, folder) => {
  if (play.body.pack.signsContracts) await signContracts(play, folder)
  await examine(play, folder)
  const input = { complaintId: folder.id, items: itemsOf(folder, factor), reason: reasonOf(play, folder) }
  const made = await play.run(actorOf(folder), proposeIt, input).catch((error: unknown) => {
    if (!asksWhy(error)) throw error
    return play.run(actorOf(folder), proposeIt, { ...input, deviationReason: pick(play.words.deviation, folder.index) })
  })
  folder.remedyId = made.id
}

/** The nearest who has the rank: not the proposer, and the case in sight. */
export const judgeOf = ({ cast }: Play, { handler, place, number }: Folder, rank: number): Member => {
  const entitled = cast.members.filter((m) => m.rank >= rank && m.id !== handler.id && (m.actor.units === 'all' || m.actor.units.includes(place.id)))
  const [judge] = entitled.sort((a, b) => a.rank - b.rank)
  if (!judge) throw new Error(`nobody may decide ${number}`)
  return judge
}

/** Whoever has the authority decides; within the handler's own there is nothing to decide. */
export const decide = (verdict: 'approved' | 'returned'): Act => async (play, folder) => {
  const { id, version, state, needed_rank: rank } = await proposalOf(play, folder)
  if (state !== 'awaitingApproval') return
  const judge = judgeOf(play, folder, rank)
  if (verdict === 'approved') await play.run(judge.actor, approve, { id, version, comment: pick(play.words.approved, folder.index) })
  else await play.run(judge.actor, sendBack, { id, version, comment: play.words.returned })
}

const named = ({ locale }: Play, kind: RemedyKind) => words(locale, ['terms', 'remedyKind', kind]) ?? kind

const nameOf = (play: Play, { row }: Folder) => row.matter.customer?.name ?? customerName(play.words, row.who)

const inWords = (play: Play, folder: Folder, totalFen: number): string => {
  const kinds = [...new Set(itemsOf(folder, 1).map((item) => named(play, item.kind)))]
  return fill(pick(play.words.answer, folder.index), {
    name: nameOf(play, folder), finding: folder.points.map((_, i) => matterAt(folder, i).finding).join(play.locale === 'en' ? ' ' : ''), remedy: kinds.join(play.words.and),
    total: totalFen ? fill(play.words.total, { money: fill(play.words.money, { yuan: (totalFen / FEN).toLocaleString('en-US') }) }) : '',
  })
}

/** The offer is put forward. */
export const offer: Act = async (play, folder) => {
  const { id, version } = await proposalOf(play, folder)
  const message = pick(play.words.offers, folder.index)
  await sayIt(play, folder, offerIt, { id, version, ...(message ? { message } : {}) })
}

/** The offer, with a written answer to everything that was said. */
export const offerInWriting: Act = async (play, folder) => {
  await offer(play, folder)
  const { total_fen: totalFen } = await proposalOf(play, folder)
  await sayIt(play, folder, write, { complaintId: folder.id, kind: 'reply', text: inWords(play, folder, totalFen), answersInFull: true })
}

/** From here on the general rules want a signature. */
const SIGNED_FROM_FEN = 500_000
const PROOFS = ['call', 'signature', 'mail'] as const

/** A yes in writing lies with the case. */
const proofOf = async (play: Play, folder: Folder, yes: boolean, totalFen: number) => {
  const kind = asks(play, 'signature') || totalFen >= SIGNED_FROM_FEN ? 'signature' : pick(PROOFS, folder.index)
  return kind === 'signature' && yes ? { kind, fileId: await photograph(play, actorOf(folder), 'paper', folder.index * 10 + 8, play.words.signed) } : { kind }
}

/** The customer's answer, at the portal or as the handler wrote it down. */
export const answer = (said: 'accept' | 'counter' | 'decline', atPortal = false): Act => async (play, folder) => {
  const { words: w } = play
  const text = pick({ accept: w.accepts, counter: w.counters, decline: w.declines }[said], folder.index)
  const { id, total_fen: totalFen } = await proposalOf(play, folder)
  const counterFen = said === 'counter' ? Math.round(totalFen * 1.8 / 10_000) * 10_000 : null
  if (atPortal) await play.run(await visitorOf(play, folder), answerAtPortal, { remedyId: id, answer: said, counterFen, text })
  else await play.run(actorOf(folder), answerIt, { id, answer: said, counterFen, text, proof: await proofOf(play, folder, said === 'accept', totalFen) })
}

export const declineCounter: Act = async (play, folder) => {
  const { id, version } = await proposalOf(play, folder)
  await play.run(actorOf(folder), declineIt, { id, version, grounds: pick(play.words.grounds, folder.index), furtherWays: ['manager', 'mediation', 'hotline12315'] })
}

/** No to what was asked for first; nothing was offered. */
export const declineDemand: Act = async (play, folder) => {
  await play.run(actorOf(folder), declineAll, { complaintId: folder.id, version: await versionOf(play, folder), grounds: matterAt(folder, 0).finding, furtherWays: ['manager', 'consumerAssociation', 'hotline12315'] })
}
