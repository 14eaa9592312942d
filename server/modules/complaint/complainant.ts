import { invalidInput } from '#contract/common.ts'
import type { RegisterComplaint } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import type { Identity } from '#contract/kept.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import { emailKey, phoneKey } from '#modules/customer/rules.ts'
import { ownEmail } from './rules/ways.ts'

export const identityOf = (input: Pick<RegisterComplaint, 'identity'>): Identity => input.identity ?? 'open'

/** Only who is anonymous needs no name. */
export const refuseNameless = (input: RegisterComplaint): void => {
  if (identityOf(input) !== 'anonymous' && input.customer.name === '') throw new Problem(invalidInput, {}, 'customer')
}

export interface Who { readonly customerId: string | null; readonly name: string; readonly phone: string | null; readonly email: string | null; readonly memberNumber: string | null; readonly address: string | null }

interface Said { readonly name: string; readonly phone?: string | null | undefined; readonly email?: string | null | undefined }

/** Who complains may share a phone with the customer of the record: name, number and address stay as they were told where they are other than the record's (it is recognised, not overwritten). What is the same follows the record when that is corrected; of who has another name nothing does. */
export const asToldOn = (record: { readonly name: string; readonly phone: string | null; readonly email: string | null }, told: Said) => (told.name === record.name
  ? { complainant_name: null, complainant_phone: told.phone && told.phone !== record.phone ? told.phone : null, complainant_email: ownEmail(told.email, record.email) }
  : { complainant_name: told.name, complainant_phone: told.phone || null, complainant_email: told.email || null })

/** The columns that say who complains. @throws Problem when the phone is none. */
export const complainantRow = (organization_id: string, complaint_id: string, who: Who, at: Instant) => {
  const phone_key = who.phone ? phoneKey(who.phone) : null
  if (who.phone && !phone_key) throw new Problem(notAPhone, {}, 'customer/phone')
  return { organization_id, complaint_id, customer_id: who.customerId, name: who.name, phone: who.phone, phone_key, email: who.email, email_key: who.email ? emailKey(who.email) : null, member_number: who.memberNumber, address: who.address, at }
}

export const whoIn = ({ customer: c }: RegisterComplaint): Who => ({ customerId: c.id ?? null, name: c.name, phone: c.phone || null, email: c.email || null, memberNumber: c.memberNumber || null, address: c.address || null })
