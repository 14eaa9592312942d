import { expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'
import { driftWords } from '#modules/clock/drift/find.ts'
import { packCodes } from '#modules/packs/load.ts'
import { openEmptyWorld } from '#test/app.ts'
import { demo } from '../../server/demo/demo.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

// The jeweller's whole year is played in demo.test.ts, the general one by the tool, which verifies it (process/demo.test.ts).
const PACKS = packCodes(ROOT).map((p) => p.code).filter((code) => !['jewellery', 'base'].includes(code))

test.each(PACKS)('the last two months of %s are played, the trail holds, rows and deadlines follow from it', async (pack) => {
  const w = await openEmptyWorld()
  const { db, composed: { reactions, store } } = w
  await demo({ db, reactions, store, timeZone: 'Asia/Shanghai', pack, locale: 'zh-CN', clock: w.now, months: 2 })
  const { fault, rows, deadlines } = await verdictOn(w)
  await w.close()
  expect(fault).toBeNull()
  expect(rows.altered).toEqual([])
  expect(deadlines.drift.map(driftWords)).toEqual([])
}, 200_000)
