import { fold } from '#kernel/fold.ts'
import { gramVector } from '#kernel/grams.ts'
import { searchedText } from '#kernel/question.ts'
import { readingsOf } from '#kernel/readings.ts'
import { digitsOf } from './rules.ts'

interface Contacts { readonly name: string; readonly phone: string | null; readonly phone_key: string | null; readonly email: string | null; readonly member_number: string | null }

/** The columns by which a customer is searched, in the slice with this key. */
export const searchColumns = ({ name, phone, phone_key, email, member_number }: Contacts, key: string): { searched: string; grams: string } => {
  const folded = fold([name, phone, digitsOf(phone_key ?? phone), email, member_number].filter(Boolean).join('\n'))
  const readings = readingsOf(name)
  return { searched: searchedText(folded, readings), grams: gramVector(folded, readings, key) }
}
