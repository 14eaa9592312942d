import type { LiaisonForm } from '#contract/liaison.ts'
import type { Doors, Visit } from '#kernel/http.ts'
import { dictionary } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { filesById } from '#modules/files/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { LiaisonPaper, LiaisonPrinter } from './port.ts'
import { readForm } from './queries/form.ts'

/** A drawn line is small; what is not is no signature. */
const MOST_SIGNATURE = 512 * 1_024

/** Groups of coded values on the form. */
const CODED = ['liability', 'liaisonMeasure', 'liaisonOutcome', 'liaisonStopState', 'liaisonStop', 'liaisonState', 'partyKind']

type Content = Omit<LiaisonPaper, 'drawings'> & { readonly hashes: Readonly<Record<string, string>> }

/** What is printed leaves the house as a whole: written down like every look at the form. */
const content = query('liaison.read', async (read, actor, { id }: { id: string }, now): Promise<Content> => {
  const [form, { body }, organization] = await Promise.all([
    readForm(read, actor, id, now), currentPack(read, actor.organizationId), read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow(),
  ])
  const drawn = form.stops.flatMap((stop) => (stop.signed?.drawing && stop.signed.drawing.mediaType === 'image/png' && stop.signed.drawing.bytes <= MOST_SIGNATURE ? [{ stop: stop.id, file: stop.signed.drawing.id }] : []))
  const files = await filesById(read, actor.organizationId, drawn.map(({ file }) => file))
  return {
    locale: actor.locale, organization: organization.name, printedAt: iso(now), printedBy: actor.name, form: form as LiaisonForm, causes: Object.fromEntries(body.causes.map((c) => [c.code, c.label[actor.locale]])),
    industry: body.pack.terms ?? null, terms: Object.fromEntries(CODED.map((group) => [group, (dictionary(actor.locale).terms as Record<string, Record<string, string>>)[group] ?? {}])), hashes: Object.fromEntries(drawn.flatMap(({ stop, file }) => { const found = files.get(file); return found ? [[stop, found.sha256]] : [] })),
  }
}, (input) => ({ type: 'liaison', id: input.id, unitId: null }))

interface Given { readonly printer: LiaisonPrinter; readonly store: FileStore; readonly doors: Doors; readonly visit: Visit }

/** The form on A4, with every round, signature and seal place (E3). */
export const printForm = async ({ printer, store, doors, visit }: Given, id: string): Promise<{ number: string; pdf: Uint8Array }> => {
  const { hashes, ...paper } = await doors.ask(content, visit.actor, { id })
  const drawings = await Promise.all(Object.entries(hashes).map(async ([stop, sha256]) => [stop, Buffer.concat(await (await store.open(sha256)).toArray() as Buffer[]).toString('base64')] as const))
  return { number: paper.form.number, pdf: await printer.printLiaison({ ...paper, drawings: Object.fromEntries(drawings) }) }
}
