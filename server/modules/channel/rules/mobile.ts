import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Where a mobile number can be told by how it begins: mainland, Hong Kong, Macau, Taiwan. */
const MOBILE: Readonly<Record<string, RegExp>> = { '86': /^1[3-9]\d{9}$/, '852': /^[4-79]\d{7}$/, '853': /^6\d{7}$/, '886': /^9\d{8}$/ }

/** A number an SMS can go to, in E.164; null when it is none. Numbers without country code are Chinese. */
export const mobileOf = (typed: string | null | undefined): string | null => {
  const parsed = typed ? parsePhoneNumberFromString(typed.normalize('NFKC'), 'CN') : undefined
  if (!parsed?.isPossible() || parsed.ext) return null
  const known = MOBILE[parsed.countryCallingCode]
  return !known || known.test(parsed.nationalNumber) ? parsed.number : null
}

/** As it is shown to who need not know it: the last four digits. */
export const endOf = (number: string): string => `…${number.slice(-4)}`

/** One member's id: WeCom parts several by `|` and means everybody by `@all`, DingTalk parts by commas. */
export const isOneAccount = (id: string): boolean => !/[\s|,;，；]/.test(id) && !/^@/.test(id)
