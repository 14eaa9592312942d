import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '#test/app.ts'
import { type Factory, openFactory } from '#test/liaison.ts'
import { got, onDatabase } from '#test/steps.ts'

const MANY = 10_000
const ROUNDS = 3

let f: Factory
beforeAll(async () => {
  f = await openFactory()
  const { c, form } = await f.withUnits(['P01', 'LOG'])
  await onDatabase(f.w, async (db) => {
    await db.query('set role wenguo_system')
    const copied = async (table: string, set: string, where: string) => {
      await db.query(`insert into ${table} select (made_row.r).* from (select jsonb_populate_record(null::${table}, to_jsonb(t) || ${set}) as r from ${table} t, made where ${where} offset 0) as made_row`)
    }
    await db.query(`create temporary table made as select g, gen_random_uuid() as case_id, gen_random_uuid() as form_id from generate_series(1, ${MANY}) as g`)
    await copied('complaint.complaint', `jsonb_build_object('id', case_id, 'number', 'MANY-' || g, 'portal_hash', '\\x' || md5(g::text))`, `t.id = '${c.id}'`)
    await copied('liaison.form', `jsonb_build_object('id', form_id, 'complaint_id', case_id, 'number', 'MANY-' || g || '-L1', 'next_due_at', now() + g * interval '1 minute')`, `t.id = '${form.id}'`)
    await copied('liaison.stop', `jsonb_build_object('id', gen_random_uuid(), 'form_id', made.form_id, 'complaint_id', case_id, 'clock_id', null)`, `t.form_id = '${form.id}'`)
    await db.query('set role wenguo_owner')
    await db.query('analyze complaint.complaint, liaison.form, liaison.stop')
  })
}, 240_000)
afterAll(() => f.w.close())

/** Milliseconds of the middle of some rounds: a machine that is busy for a moment does not count. */
const took = async (who: Client, path: string): Promise<number> => {
  const times: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const begun = performance.now()
    await got(who.get(path))
    times.push(performance.now() - begun)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

test('among 10,000 forms whoever sees a part of them waits no longer than those who see all', { timeout: 240_000 }, async () => {
  const people: readonly (readonly [string, Client])[] = [['clerk', f.sales], ['plant', f.plant], ['engineering', f.engineering]]
  for (const path of ['/liaison-forms?limit=30', '/liaison-forms?mine=1', '/liaison-forms?q=MANY-77', '/liaison-forms/board']) {
    const all = await took(f.quality, path)
    for (const [who, client] of people) {
      if (path.endsWith('board') && who === 'engineering') continue
      const own = await took(client, path)
      expect({ who, path, slow: own > 6 * all + 100 }).toEqual({ who, path, slow: false })
    }
  }
  expect((await got(f.plant.get('/liaison-forms?limit=30'))).items).toHaveLength(30)
  expect((await got(f.engineering.get('/liaison-forms?limit=30'))).items).toHaveLength(0)
  expect((await got(f.quality.get('/liaison-forms/board'))).at.units).toBe(MANY + 1)
})
