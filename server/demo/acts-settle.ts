import { forbiddenWords } from '#contract/communication.ts'
import { Problem } from '#kernel/problem.ts'
import { sign } from '#modules/agreement/commands/sign.ts'
import { change, freeze, make } from '#modules/agreement/commands/write.ts'
import { paper } from '#modules/agreement/queries/papers.ts'
import { photograph } from './acts-register.ts'
import { type Act, type Folder, type Play, actorOf } from './play.ts'

const paperOf = async (play: Play, folder: Folder, id: string) => play.ask(actorOf(folder), paper, { id })

/** What was agreed is written down for both to sign, in the language of the house. */
const laidOut = async (play: Play, folder: Folder): Promise<string> => {
  const actor = actorOf(folder)
  const { id } = await play.run(actor, make, { complaintId: folder.id, locale: play.locale })
  const { version: drafted, text: { customer, matter, points, items, clauses, place, day } } = await paperOf(play, folder, id)
  // What colleagues wrote down for each other is not what both sign.
  await play.run(actor, change, {
    id, version: drafted, reason: '', customer: { name: customer.name, phone: customer.phone, address: customer.address }, matter, points: points.map(({ no, said }) => ({ no, said, found: '' })),
    items: items.map(({ id: item, how, until }) => ({ id: item, how, until })), clauses: clauses.map(({ code, text }) => ({ code, text })), place, day,
  })
  const { version } = await paperOf(play, folder, id)
  const despite = play.words.signed
  await play.run(actor, freeze, { id, version }).catch((error: unknown) => {
    if (!(error instanceof Problem && error.refusal === forbiddenWords)) throw error
    return play.run(actor, freeze, { id, version, despite })
  })
  return id
}

/** One side draws its name on the tablet. */
const drawn = async (play: Play, folder: Folder, id: string, side: 'customer' | 'firm', who: number) => {
  const actor = actorOf(folder)
  const { version, text } = await paperOf(play, folder, id)
  await play.run(actor, sign, { id, version, side, way: 'screen', name: text.customer.name, fileId: await photograph(play, actor, 'stroke', folder.index * 10 + who, play.words.signed) })
}

/** It lies before the customer, signed for the firm. */
export const layOut: Act = async (play, folder) => {
  const id = await laidOut(play, folder)
  await drawn(play, folder, id, 'firm', 4)
}

/** Both sign at the counter: the customer's name is their yes. */
export const signBoth: Act = async (play, folder) => {
  const id = await laidOut(play, folder)
  await drawn(play, folder, id, 'customer', 5)
  await drawn(play, folder, id, 'firm', 6)
}
