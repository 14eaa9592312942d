import type { Refusal } from '#contract/endpoint.ts'
import { GROWING, lawStays, notHidden, type OwnList } from '#contract/own.ts'
import { findStopped } from '../port.ts'
import type { PackBody } from '../shape.ts'
import { paperOriginal } from './items.ts'
import { type Item, isLaw } from './overlay.ts'
import { type OwnFault, faultOf } from './rules.ts'
import { wordingFault } from './wording.ts'

/** What is wrong with words of the firm's own; null: they may stand. `brought`: what the pack says there. */
export const whyNotSaid = (list: OwnList, item: Item, body: PackBody, brought: Item | null): OwnFault | null =>
  faultOf(list, item, body, paperOriginal(String(item.code))) ?? (list === 'wording' ? wordingFault(item, body, brought, findStopped()) : null)

/** Words of some parts can be said otherwise, and not left out; what the law forbids to say is never left out. */
export const whyNotRetire = (list: OwnList, retired: boolean, brought: Item | null): Refusal | null => {
  if (!retired) return null
  if (!GROWING.includes(list)) return notHidden
  return isLaw(list, brought) ? lawStays : null
}
