import { type Client, type World, openWorld } from './app.ts'

export type Person = Client & { readonly id: string }

/** A shop with two at the counter and their manager, and somebody of another shop. */
export interface Counter { readonly w: World; readonly clerk: Person; readonly mate: Person; readonly manager: Person; readonly away: Person }

export const openCounter = async (): Promise<Counter> => {
  const w = await openWorld()
  return { w, clerk: await w.person('小李', 'S01', 'clerk'), mate: await w.person('小王', 'S01', 'clerk'), manager: await w.person('陈店长', 'S01', 'shopManager'), away: await w.person('小马', 'S02', 'clerk') }
}
