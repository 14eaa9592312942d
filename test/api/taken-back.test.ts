import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let director: Client & { id: string }
let stand: Client & { id: string }

interface Unit { readonly id: string; readonly code: string; readonly retired: boolean }
interface Position { readonly id: string; readonly code: string; readonly unitId: string; readonly retired: boolean }
interface Person { readonly id: string; readonly absence: { readonly id: string; readonly deputy: { readonly id: string } } | null }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('林经理', 'HQ', 'serviceManager')
  stand = await w.person('小何', 'S01', 'clerk')
}, 60_000)
afterAll(() => w.close())

const itemsOf = async <T>(path: string, who: Client = w.admin): Promise<readonly T[]> => (await got<{ items: readonly T[] }>(who.get(path))).items
const storyOf = async (subjectId: string) => (await itemsOf<{ name: string; words: string }>(`/audit?subjectId=${subjectId}`)).map((entry) => entry.name)
const newUnit = async (code: string, parentId: string | null) => got<Unit>(w.admin.post('/units', { code, name: code, kind: 'shop', parentId }), 201)
const day = (days: number) => new Date(w.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

describe('a unit that was retired', () => {
  test('comes back as it was, with its positions, and the trail tells both', async () => {
    const unit = await newUnit('S90', null)
    await got(w.admin.post('/positions', { unitId: unit.id, code: 'clerk' }), 201)
    await got(w.admin.post(`/units/${unit.id}/retire`))
    expect((await itemsOf<Unit>('/units')).some((one) => one.id === unit.id)).toBe(false)
    expect((await itemsOf<Unit>('/units?retired=1')).find((one) => one.id === unit.id)).toMatchObject({ retired: true })
    expect(await got<Unit>(w.admin.post(`/units/${unit.id}/restore`))).toEqual({ ...unit, retired: false })
    expect((await itemsOf<Position>('/positions')).filter((one) => one.unitId === unit.id)).toHaveLength(1)
    expect((await storyOf(unit.id)).slice(0, 2)).toEqual(['identity.unitRestored', 'identity.unitRetired'])
    await register(w, await w.person('小周', 'S90', 'clerk'), { unitId: unit.id })
  })
  test('stays away below one that is retired itself', async () => {
    const above = await newUnit('S91', null)
    const below = await newUnit('S92', above.id)
    for (const { id } of [below, above]) await got(w.admin.post(`/units/${id}/retire`))
    expect(await refused(w.admin.post(`/units/${below.id}/restore`))).toBe('409 identity/parent-retired')
    for (const { id } of [above, below]) await got(w.admin.post(`/units/${id}/restore`))
  })
  test('is not there to restore for who may not retire, nor twice', async () => {
    const unit = await newUnit('S93', null)
    expect(await refused(w.admin.post(`/units/${unit.id}/restore`))).toBe('404 kernel/not-found')
    await got(w.admin.post(`/units/${unit.id}/retire`))
    for (const who of [clerk, manager, director]) expect(await refused(who.post(`/units/${unit.id}/restore`))).toBe('403 identity/not-allowed')
  })
})

describe('a position', () => {
  test('that nobody holds is retired and comes back', async () => {
    const unit = await newUnit('S94', null)
    const made = await got<Position>(w.admin.post('/positions', { unitId: unit.id, code: 'clerk' }), 201)
    await got(w.admin.post(`/positions/${made.id}/retire`))
    expect((await itemsOf<Position>('/positions')).some((one) => one.id === made.id)).toBe(false)
    expect((await itemsOf<Position>('/positions?retired=1')).find((one) => one.id === made.id)).toMatchObject({ retired: true })
    expect((await w.admin.post('/people', { name: '小周', email: 'zhou@example.com', password: 'correct horse battery', unitId: unit.id, positionCode: 'clerk' })).status).toBe(422)
    expect(await refused(w.admin.post(`/positions/${made.id}/retire`))).toBe('404 kernel/not-found')
    expect(await got<Position>(w.admin.post(`/positions/${made.id}/restore`))).toMatchObject({ id: made.id, retired: false })
    expect((await storyOf(unit.id)).slice(0, 2)).toEqual(['identity.positionRestored', 'identity.positionRetired'])
  })
  test('that somebody holds stays; in a retired unit none comes back; and not everybody may', async () => {
    const held = (await itemsOf<Position & { holders: { id: string }[] }>('/positions')).find((one) => one.holders.some((holder) => holder.id === manager.id))
    expect(await refused(w.admin.post(`/positions/${held?.id}/retire`))).toBe('409 identity/position-held')
    const unit = await newUnit('S95', null)
    const made = await got<Position>(w.admin.post('/positions', { unitId: unit.id, code: 'clerk' }), 201)
    for (const who of [clerk, director]) expect(await refused(who.post(`/positions/${made.id}/retire`))).toBe('403 identity/not-allowed')
    await got(w.admin.post(`/positions/${made.id}/retire`))
    await got(w.admin.post(`/units/${unit.id}/retire`))
    expect(await refused(w.admin.post(`/positions/${made.id}/restore`))).toBe('409 identity/parent-retired')
  })
})

describe('an absence', () => {
  const away = (who: string, deputyId: string, by: Client = w.admin) => by.post<Person>(`/people/${who}/absence`, { from: day(0), until: day(5), deputyId })
  test('that is cancelled ends the authority of the deputy at once; what was decided stands', async () => {
    const { absence } = await got(away(manager.id, stand.id))
    const decide = async () => {
      const c = await investigated(w, clerk)
      const remedy = await got(propose(clerk, c, 60_000), 201)
      return stand.post(`/remedies/${remedy.id}/approve`, { version: remedy.version, comment: '同意' })
    }
    const decided = await got<{ id: string; state: string }>(decide())
    expect(decided.state).toBe('approved')
    expect(await got<Person>(w.admin.post(`/people/${manager.id}/absence/cancel`, { absenceId: absence?.id }))).toMatchObject({ id: manager.id, absence: null })
    expect((await decide()).status).toBe(403)
    expect((await storyOf(manager.id))[0]).toBe('identity.absenceCancelled')
    expect(await refused(w.admin.post(`/people/${manager.id}/absence/cancel`, { absenceId: absence?.id }))).toBe('404 kernel/not-found')
  })
  test('is cancelled by whom it concerns, by whoever stands above them, and by nobody else', async () => {
    const first = await got(away(director.id, manager.id))
    expect(await refused(manager.post(`/people/${director.id}/absence/cancel`, { absenceId: first.absence?.id }))).toMatch(/^403 /)
    expect(await refused(director.post(`/people/${manager.id}/absence/cancel`, { absenceId: first.absence?.id }))).toBe('404 kernel/not-found')
    await got(director.post(`/people/${director.id}/absence/cancel`, { absenceId: first.absence?.id }))
    const second = await got(away(manager.id, stand.id))
    await got(director.post(`/people/${manager.id}/absence/cancel`, { absenceId: second.absence?.id }))
  })
})

test('whoever could record an absence before may cancel one after the upgrade', async () => {
  const permissions = await onDatabase(w, async (db) => {
    await db.query('begin; set local role wenguo_owner')
    await db.query(`update identity.role_book set roles = (select jsonb_agg(jsonb_set(r, '{permissions}', (r -> 'permissions') - 'identity.cancelAbsence')) from jsonb_array_elements(roles) r)`)
    const { readFileSync } = await import('node:fs')
    await db.query(readFileSync(new URL('../../migrations/0007-taken-back.sql', import.meta.url), 'utf8').replace(/alter table.*;/, ''))
    const { rows } = await db.query<{ permissions: string[] }>(`select r -> 'permissions' as permissions from identity.role_book b, jsonb_array_elements(b.roles) r`)
    await db.query('rollback')
    return rows.map((row) => row.permissions)
  })
  expect(permissions.length).toBeGreaterThan(2)
  for (const granted of permissions) expect(granted.includes('identity.cancelAbsence')).toBe(granted.includes('identity.recordAbsence'))
  expect(permissions.flat()).toContain('identity.cancelAbsence')
})
