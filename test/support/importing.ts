import { type Database, connect } from '#kernel/db.ts'
import { importer } from '#modules/importing/sweep.ts'
import type { Client, World } from './app.ts'
import { got } from './steps.ts'
import { upload } from './story.ts'

/** Works at the tables that wait, as the machinery does. */
export interface Machinery { readonly database: Database; round(): Promise<boolean>; settle(): Promise<void>; close(): Promise<void> }

export const machineryOf = (w: World): Machinery => {
  const database = connect(w.url, 4, () => undefined)
  const round = importer({ db: database.db, perform: w.composed.doors.perform, store: w.composed.store, clock: w.now })
  return { database, round, settle: async () => { while (await round()) { /* the next round */ } }, close: () => database.end() }
}

export interface Told { readonly columns: Record<string, number[]>; readonly dates?: Record<string, string>; readonly values?: Record<string, Record<string, string>>; readonly channel?: string; readonly unitId?: string | null }

/** Brings a table as far as the wizard's second step. */
export const bring = async (who: Client, name: string, bytes: Buffer, target = 'complaints', source = 'otherSystem'): Promise<string> => {
  const file = (await upload(who, name, bytes)).json<{ id: string }>()
  return (await got(who.post('/imports', { fileId: file.id, target, source }), 201)).id
}

export const preview = (who: Client, id: string, asked = '') => got(who.get(`/imports/${id}/preview${asked}`))

/** Dry run, to its end. */
export const checked = async (who: Client, m: Machinery, id: string, told: Told, reading: Record<string, unknown> = {}) => {
  const seen = await preview(who, id)
  await got(who.post(`/imports/${id}/check`, { id: undefined, reading: { ...seen.reading, ...reading }, mapping: { dates: {}, values: {}, channel: 'automatic', unitId: null, ...told } }))
  await m.settle()
  return got(who.get(`/imports/${id}`))
}

/** Taken over, to its end. */
export const taken = async (who: Client, m: Machinery, id: string) => {
  await got(who.post(`/imports/${id}/run`))
  await m.settle()
  return got(who.get(`/imports/${id}`))
}

export const rowsOf = async (who: Client, id: string, asked = ''): Promise<any[]> => {
  const items: any[] = []
  for (let cursor = ''; ;) {
    const page = await got(who.get(`/imports/${id}/rows?limit=500${asked}${cursor && `&cursor=${cursor}`}`))
    items.push(...page.items)
    if (!page.next) return items
    cursor = page.next
  }
}
