import pg from 'pg'
import { expect } from 'vitest'
import type { Answer, Client, World } from './app.ts'
import { type Registered, register } from './story.ts'

/** The body of an answer with the status that was hoped for; otherwise the test shows what came instead. */
export const got = async <T = any>(answer: Promise<Answer<T>>, status = 200): Promise<T> => {
  const { status: came, body } = await answer
  expect({ status: came, ...(came === status ? {} : { body }) }).toEqual({ status })
  return body
}

/** The type of the problem in an answer with its status, as a line: `409 remedy/not-approved`. */
export const refused = async (answer: Promise<Answer<any>>): Promise<string> => {
  const { status, body, headers } = await answer
  if (status >= 400) expect(String(headers['content-type'])).toMatch(/^application\/problem\+json/)
  return `${status} ${String(body?.type).replace('/problems/', '')}`
}

/** What a refused input says is faulty: `422 #/phone #/points/0/text`. */
export const faulty = async (answer: Promise<Answer<any>>): Promise<string> => {
  const { status, body } = await answer
  return [status, ...(body?.errors ?? []).map((e: { pointer: string }) => e.pointer)].join(' ')
}

/** Registered, acknowledged, with a finding for every point: ready for a remedy. */
export const investigated = async (w: World, who: Client, change: Record<string, unknown> = {}): Promise<Registered> => {
  const c = await register(w, who, change)
  await got(who.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  for (const p of c.points) await got(who.post(`/complaints/${c.id}/findings`, { pointId: p.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  return c
}

export interface Proposed { readonly id: string; readonly version: number; readonly state: string }

export const propose = (who: Client, c: Registered, amountFen: number, kind = 'refund') =>
  who.post<Proposed>(`/complaints/${c.id}/remedies`, { items: [{ kind, amountFen, pointId: c.points[0]?.id }], reason: '合理' })

/** A proposal put before the customer; within a clerk's authority. */
export const offered = async (w: World, who: Client, items: readonly { kind: string; amountFen: number }[] = [{ kind: 'refund', amountFen: 10_000 }], how: Record<string, unknown> = {}): Promise<{ c: Registered; remedy: Proposed }> => {
  const c = await investigated(w, who)
  const made = await got(who.post<Proposed>(`/complaints/${c.id}/remedies`, { items: items.map((i) => ({ ...i, pointId: c.points[0]?.id })), reason: '合理' }), 201)
  return { c, remedy: await got(who.post<Proposed>(`/remedies/${made.id}/offer`, { version: made.version, ...how })) }
}

/** A case whose customer asked for more and was refused, with grounds and further ways. */
export const declinedDemand = async (w: World, who: Client): Promise<Registered> => {
  const { c, remedy } = await offered(w, who)
  const countered = await got(who.post<Proposed>(`/remedies/${remedy.id}/answer`, { answer: 'counter', counterFen: 900_000, text: '要赔九千', proof: { kind: 'call' } }))
  await got(who.post(`/remedies/${remedy.id}/decline-counter`, { version: countered.version, grounds: '要求远超过实际损失', furtherWays: ['mediation', 'consumerAssociation'] }))
  return c
}

const agreementOf = async (who: Client, complaintId: string): Promise<string> => (await who.get<any>(`/complaints/${complaintId}`)).body.agreement?.id ?? complaintId

/** What was agreed falls away: the agreement that the page tells first, unless one is named. */
export const cancelAgreed = async (who: Client, complaintId: string, reason: string, agreementId?: string) =>
  who.post<any>(`/complaints/${complaintId}/agreement/cancel`, { agreementId: agreementId ?? await agreementOf(who, complaintId), reason })

/** And is signed. */
export const signAgreed = async (who: Client, complaintId: string, fileId: string, agreementId?: string) =>
  who.post<any>(`/complaints/${complaintId}/agreement/signature`, { agreementId: agreementId ?? await agreementOf(who, complaintId), fileId })

/** The completion notice: every point answered, and where else the customer can go. */
export const noticed = (who: Client, c: Registered) =>
  got(who.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已查明' })), contact: '一店', furtherWays: '可以请消费者协会调解，或拨打12315。' }), 201)

/** A connection past the application, as the login role of the test database. */
export const onDatabase = async <T>(w: Pick<World, 'url'>, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: w.url })
  await client.connect()
  return work(client).finally(() => client.end())
}

/** Every table of ours with its number of rows, of all organisations; the entries that lists and searches leave are not counted. */
export const rowCounts = (w: World): Promise<Record<string, number>> => onDatabase(w, async (client) => {
  await client.query('set role wenguo_system')
  const { rows: tables } = await client.query<{ name: string }>(`select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') order by 1`)
  const counts: Record<string, number> = {}
  for (const { name } of tables) counts[name] = Number((await client.query<{ n: string }>(`select count(*) as n from ${name}`)).rows[0]?.n)
  const { rows: [listings] } = await client.query<{ all: string; worded: string }>(`select count(*) as all, count(t.event_id) as worded from kernel.event e left join kernel.event_text t on t.organization_id = e.organization_id and t.event_id = e.id where e.name = 'audit.personalDataListed'`)
  const without = (table: string, n: string | undefined) => ({ [table]: (counts[table] ?? 0) - Number(n) })
  return { ...counts, ...without('kernel.event', listings?.all), ...without('kernel.event_text', listings?.worded) }
})
