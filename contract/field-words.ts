import type { Words } from './common.ts'
import type { Field, FieldAnswer } from './packs.ts'

/** How a reader is spoken to. */
interface Speech { readonly say: (words: Words) => string; readonly yesNo: (answer: string) => string; readonly money: (fen: number) => string; readonly separator: string }

/** What was answered to a field as it is read: choices by their names, also those that are not chosen any more. Without its field as it was written. */
export const answerWords = (field: Field | undefined, value: FieldAnswer, { say, yesNo, money, separator }: Speech): string => {
  const choice = (code: string) => { const found = field?.choices?.find((one) => one.code === code); return found ? say(found.label) : code }
  if (Array.isArray(value)) return value.map(choice).join(separator)
  switch (field?.type) {
    case 'choice': return choice(String(value))
    case 'yesNo': return yesNo(String(value))
    case 'money': return typeof value === 'number' ? money(value) : value
    default: return `${value}${field?.unit ?? ''}`
  }
}
