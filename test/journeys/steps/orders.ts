import { vi } from 'vitest'
import type { Desk } from './staff.ts'

/** A table of orders brought without the pages; days stand year first. */
export const bringOrders = async (desk: Desk, csv: string, columns: Record<string, number[]>): Promise<void> => {
  const { id } = await desk.post<{ id: string }>('/imports', { fileId: await desk.upload('orders.csv', csv), target: 'orders', source: 'otherSystem' })
  const until = (wanted: string) => vi.waitFor(async () => {
    const { state } = await desk.get<{ state: string }>(`/imports/${id}`)
    if (state !== wanted) throw new Error(`the table is ${state}`)
  }, { timeout: 30_000, interval: 200 })
  const { reading } = await desk.get<{ reading: object }>(`/imports/${id}/preview`)
  await desk.post(`/imports/${id}/check`, { reading, mapping: { columns, dates: { boughtOn: 'ymd' }, values: {}, channel: 'automatic', unitId: null } })
  await until('checked')
  await desk.post(`/imports/${id}/run`, { replaces: false })
  await until('imported')
}
