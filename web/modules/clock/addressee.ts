import type { Case } from '#contract/casefile.ts'
import type { Locale } from '#contract/common.ts'

/** Whom a letter goes to, and in which language: the customer's, whatever the reader's. */
export interface Addressee { readonly name: string; readonly number: string; readonly locale: Locale }

export const addressee = ({ customer, number, locale }: Case): Addressee => ({ name: customer.name, number, locale })
