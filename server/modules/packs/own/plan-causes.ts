import type { Locale } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/own.ts'
import { causeParentUnknown, MOST_OWN_CAUSES, type OwnCause, tooManyCauses } from '#contract/packs.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { isPlace, whyNotNamed } from '../causes.ts'
import { asCause } from '../own-causes.ts'
import type { Here } from './plan.ts'

type Written = NonNullable<contract.OwnFile['causes']>[number]
export interface PlannedCause { readonly cause: Written; readonly taken: OwnCause | null; readonly what: contract.OwnFate['what']; readonly why: string | null }

const whyNot = (cause: Written, here: Pick<Here, 'body' | 'causes'>): Refusal | null => {
  const stands = here.body.causes.find(({ code }) => code === cause.code)
  const own = here.causes.find(({ code }) => code === cause.code)
  if (stands && (!own || own.parent !== cause.parent)) return contract.causeElsewhere
  if (!own && here.causes.length >= MOST_OWN_CAUSES) return tooManyCauses
  if (!own && !isPlace(here.body.causes, cause.parent)) return causeParentUnknown
  return whyNotNamed(here.body.causes, cause.label, cause.parent, cause.code)
}

const isSame = (cause: Written, own: OwnCause) => own.retired === cause.retired && Object.entries(cause.label).every(([locale, name]) => own.label[locale as Locale] === name)

/** What becomes of each cause, one after the other, by the checks of adding and changing them by hand: what is taken in counts for those that follow. */
export const planCauses = (file: contract.OwnFile, here: Here, locale: Locale): readonly PlannedCause[] => {
  let { body, causes } = here
  return (file.causes ?? []).map((cause): PlannedCause => {
    const own = causes.find(({ code }) => code === cause.code)
    if (own && isSame(cause, own)) return { cause, taken: null, what: 'same', why: null }
    const refusal = whyNot(cause, { body, causes })
    if (refusal) return { cause, taken: null, what: 'refused', why: refusalWords(refusal, locale, { most: MOST_OWN_CAUSES }) }
    const taken: OwnCause = { ...cause, version: (own?.version ?? 0) + 1 }
    causes = [...causes.filter(({ code }) => code !== cause.code), taken]
    // What goes out of use with this very file still holds up what stands below it.
    const { retired, ...placed } = asCause(taken)
    body = { ...body, causes: [...body.causes.filter(({ code }) => code !== cause.code), retired && own?.retired ? { ...placed, retired } : placed] }
    return { cause, taken, what: own ? 'changed' : 'added', why: null }
  })
}
