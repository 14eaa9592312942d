import type { Reader } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'

/** A part of what goes out, with the field it stands in, so that the mark stands beside it. */
export type Part = readonly [field: string, text: string]

/** Of which case words go out; null where one text goes to many, or nobody complains. `unitId`: whose limit counts where there is no case; else that of the writer's own post. */
export interface Going { readonly complaint: { readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly product: unknown; readonly order_info: unknown } | null; readonly unitId?: string; /** All that reaches whoever reads it as one letter: what it promises adds up. */ readonly parts: readonly Part[] }

/** What a later module has to say before words reach a customer or the public. @throws Problem. */
export type BeforeGoing = (tx: Tx, going: Going) => Promise<void>

let collected: readonly BeforeGoing[] = []

/** Called once, by the composition root. */
export const collectBeforeGoing = (checks: readonly BeforeGoing[]): void => { collected = checks }

/** @throws Problem: what promises more than who writes it may commit. */
export const refuseGoing = async (tx: Tx, going: Going): Promise<void> => {
  for (const check of collected) await check(tx, going)
}

/** Mail addresses at which a later module takes in what customers write. */
export type HouseAddresses = (read: Reader, organizationId: string) => Promise<readonly string[]>

let addresses: HouseAddresses = async () => []

/** Called once, by the composition root. */
export const knowHouseAddresses = (of: HouseAddresses): void => { addresses = of }

export const houseAddresses: HouseAddresses = (read, organizationId) => addresses(read, organizationId)
