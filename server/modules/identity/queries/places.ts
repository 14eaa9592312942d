import type { UnitPlace } from '#contract/place.ts'
import type { Instant } from '#kernel/time.ts'
import { ancestors } from '../rules.ts'

interface Standing { readonly id: string; readonly code: string; readonly kind: string; readonly parent_id: string | null; readonly retired_at: Instant | null }

/** The unit that does work of a kind for `from`: itself, the nearest above or beside, else any; null when there is none. */
const nearestOfKind = (all: readonly Standing[], kind: string, from: string): string | null => {
  const own = all.find((u) => u.id === from && u.kind === kind)
  const near = [from, ...ancestors(all, from)].map((up) => all.find((u) => u.kind === kind && (u.id === up || u.parent_id === up)))
  return (own ?? near.find((u) => u !== undefined) ?? all.find((u) => u.kind === kind))?.id ?? null
}

/** The unit that a table of rules means for a case of the unit `from`: of that code, else the nearest of the kind; null where there is neither. */
export const placeIn = (units: readonly Standing[], from: string, { kind, unit }: UnitPlace): string | null => {
  if (kind === 'own') return from
  const all = units.filter((u) => !u.retired_at)
  const named = unit === undefined ? undefined : all.find((u) => u.code === unit)
  if (named) return named.id
  return kind === 'above' ? ancestors(units, from).find((up) => all.some((u) => u.id === up)) ?? null : nearestOfKind(all, kind, from)
}

/** As above; where there is no such unit, headquarters, and where there is none of that either, the unit itself. */
export const surePlaceIn = (units: readonly Standing[], from: string, place: UnitPlace): string => placeIn(units, from, place) ?? placeIn(units, from, { kind: 'headquarters' }) ?? from

/** Codes of a unit and of all above it, as tables of rules ask for them. */
export const codesAbove = (units: readonly Standing[], from: string): string[] => [from, ...ancestors(units, from)].flatMap((id) => units.find((u) => u.id === id)?.code ?? [])
