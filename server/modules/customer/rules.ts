import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * The one form a phone number is recognised by (E.164). Numbers without country code are Chinese; mainland service numbers
 * (400, 955xx) and internal extensions stay as digits. Null when it cannot be a phone number.
 */
export const phoneKey = (typed: string): string | null => {
  const plain = typed.normalize('NFKC').trim()
  if (!/^[+(\d][\d\s().\-–—#*x转,]{4,39}$/i.test(plain)) return null
  const parsed = parsePhoneNumberFromString(plain, 'CN')
  if (parsed?.isPossible()) return parsed.number + (parsed.ext ? `x${parsed.ext}` : '')
  const digits = plain.replace(/\D/g, '')
  return digits.length >= 5 && digits.length <= 15 ? digits : null
}

export const emailKey = (typed: string): string => typed.trim().toLowerCase()

/** The digits of a phone number that was told with something between them, so that a piece of it is found across; null where there is nothing between. */
export const digitsOf = (phone: string | null | undefined): string | null => {
  const digits = phone?.normalize('NFKC').replace(/\D/g, '') ?? ''
  return digits && digits !== phone ? digits : null
}
