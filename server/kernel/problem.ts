import type { Refusal } from '#contract/endpoint.ts'

export interface FieldFault { readonly pointer: string; readonly detail: string }

/**
 * Thrown anywhere under a command: it rolls the transaction back and becomes application/problem+json.
 * `params` fill the words of the refusal; `field` names the input field at fault (`points/0/text`).
 */
export class Problem extends Error {
  readonly refusal: Refusal
  readonly params: Readonly<Record<string, string | number>>
  readonly field: string | undefined
  constructor(refusal: Refusal, params: Record<string, string | number> = {}, field?: string) {
    super(refusal.type)
    this.refusal = refusal
    this.params = params
    this.field = field
  }
}
