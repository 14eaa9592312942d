import { marksIn } from './marks-in.ts'

/** A text in which the words that made a suggestion are marked. */
export const Marked = ({ text, words }: { readonly text: string; readonly words: readonly string[] }) => (
  <span>{marksIn(text, words).map((part) => (part.marked ? <mark key={part.at}>{part.text}</mark> : part.text))}</span>
)
