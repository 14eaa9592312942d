import { expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'
import { packCodes } from '#modules/packs/load.ts'
import { openEmptyWorld } from '#test/app.ts'
test.each(packCodes(ROOT).map((p) => p.code))('demo of %s', async (pack) => {
  const w = await openEmptyWorld()
  const answer = await w.visitor.post<any>('/first-run/demo', { locale: 'zh-CN', pack })
  await w.close()
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
}, 200_000)
