import * as contract from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Attempts } from '#kernel/attempts.ts'
import type { Caller } from '#kernel/command.ts'
import type { Db } from '#kernel/db.ts'
import { type Doors, type Exposed, type Visit, exposeAs } from '#kernel/http.ts'
import { words } from '#kernel/i18n.ts'
import { writeFromCustomer } from '#modules/communication/commands.ts'
import { answer, rate, submit } from './commands.ts'
import { findPlace, openCase, submitter } from './door.ts'
import { look, places, portalFile } from './queries.ts'
import type { FileStore } from '#modules/files/port.ts'
import { receive } from '#modules/files/receive.ts'
import { sendFile } from '#modules/casefile/files.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly attempts: Attempts; readonly submissions: Attempts }
type Key = { readonly number: string; readonly code: string }

const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit): Caller => ({ actor, requestId, idempotencyKey })

export const portalRoutes = (given: Given): readonly Exposed[] => {
  const enter = (visit: Visit, key: Key) => openCase(given.db, given.attempts, visit.request.ip, key, visit.locale)
  const show = (doors: Doors, actor: Actor) => doors.ask(look, actor, {})
  /** One write by who holds the code, answered with the case as it is then. */
  const act = <I>(work: (doors: Doors, caller: Caller, input: I) => Promise<{ replayed: boolean }>) => async (doors: Doors, visit: Visit, input: I & Key) => {
    const actor = await enter(visit, input)
    const { replayed } = await work(doors, callerAs(actor, visit), input)
    if (replayed) visit.reply.header('idempotent-replayed', 'true')
    return show(doors, actor)
  }
  return [
    exposeAs(contract.info, 'portal.read', async (doors, visit, { place }) => {
      const found = await findPlace(given.db, place)
      const all = await doors.ask(places, submitter(found, visit.locale), {})
      return { organization: found.organization, places: all, place: all.find((p) => p.code === found.code) ?? null }
    }),
    exposeAs(contract.submit, 'portal.submit', async (doors, visit, input) => {
      given.submissions.refuseTooMany(`submit ${visit.request.ip}`)
      given.submissions.note(`submit ${visit.request.ip}`)
      const place = await findPlace(given.db, input.place)
      const receiver = { name: words(input.locale, ['portal', 'receiver', 'name']) ?? 'Portal', position: words(input.locale, ['portal', 'receiver', 'position']) ?? 'Portal' }
      const { output, replayed } = await doors.perform(submit, callerAs(submitter(place, input.locale), visit), {
        unitId: place.unitId ?? '', name: input.name, phone: input.phone, text: input.text, wants: input.wants ?? null, fileIds: input.fileIds ?? [], receiver,
      })
      if (replayed) visit.reply.header('idempotent-replayed', 'true')
      return output
    }),
    exposeAs(contract.attach, 'files.upload', async (doors, visit) => {
      given.submissions.refuseTooMany(`submit ${visit.request.ip}`)
      return receive(given.store, doors, visit, callerAs(submitter(await findPlace(given.db, null), visit.locale), visit))
    }),
    exposeAs(contract.look, 'portal.read', async (doors, visit, input) => show(doors, await enter(visit, input))),
    exposeAs(contract.answer, 'portal.answer', act((doors, caller, { remedyId, answer: said, counterFen, text }) => doors.perform(answer, caller, { remedyId, answer: said, counterFen, text }))),
    exposeAs(contract.write, 'portal.write', act((doors, caller, { text, fileIds }) => doors.perform(writeFromCustomer, caller, { complaintId: caller.actor.caseId ?? '', text, fileIds: fileIds ?? [] }))),
    exposeAs(contract.rate, 'portal.rate', act((doors, caller, { score, satisfied, text }) => doors.perform(rate, caller, { complaintId: caller.actor.caseId ?? '', score, satisfied, text: text ?? null }))),
    exposeAs(contract.file, 'portal.read', async (doors, visit, input) => sendFile(visit, given.store, await doors.ask(portalFile, await enter(visit, input), { id: input.id }), true)),
  ]
}
