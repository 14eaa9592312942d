import { notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type ImportState, addInstead, notNow, nothingGood } from '#contract/importing.ts'

interface Who { readonly id: string | null; readonly units: 'all' | readonly string[]; may(permission: string): boolean }

/** Whole tables are brought by who leads the work: complaint officers and managers, who may take any case over. */
export const LEADS = 'routing.takeOver'
export const whyNotImport = (who: Who): Refusal | null => (who.may(LEADS) ? null : notAllowed)

/** An import is seen by who brought it, and by who sees every unit. */
export const sees = (who: Who, createdBy: string): boolean => who.units === 'all' || who.id === createdBy

/** The orders of the whole firm are not replaced by who knows those of a shop. */
export const whyNotReplace = (who: Pick<Who, 'units'>): Refusal | null => (who.units === 'all' ? null : addInstead)

const from = (...states: readonly ImportState[]) => ({ state }: { readonly state: string }): Refusal | null => (states.some((s) => s === state) ? null : notNow)

export const whyNotCheck = from('choosing', 'checked', 'failed')
export const whyNotUndo = from('importing', 'imported')
export const whyNotRun = (batch: { state: string; good: number }): Refusal | null => from('checked')(batch) ?? (batch.good > 0 ? null : nothingGood)
