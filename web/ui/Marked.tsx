import { Fragment } from 'react'

interface Props { readonly text: string; /** Begin and end of each hit, in order. */ readonly hits?: readonly (readonly [number, number])[] | undefined }

/** A text with what was searched for marked in it. */
export const Marked = ({ text, hits = [] }: Props) => (
  <>
    {hits.map(([begin, end], index) => <Fragment key={begin}>{text.slice(hits[index - 1]?.[1] ?? 0, begin)}<mark>{text.slice(begin, end)}</mark></Fragment>)}
    {text.slice(hits.at(-1)?.[1] ?? 0)}
  </>
)
