import { Fragment } from 'react'
import { blocksOf, type Piece } from '#contract/plain-text.ts'

/** Parts of a text have no names: where they stand is which they are. */
const keyed = <T,>(all: readonly T[]) => all.map((one, at) => [`${at} ${JSON.stringify(one)}`, one] as const)

const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }) => <>{keyed(pieces).map(([key, { text, bold }]) => (bold ? <b key={key}>{text}</b> : <Fragment key={key}>{text}</Fragment>))}</>

/** A public text as its readers see it. */
export const PlainText = ({ text }: { readonly text: string }) => (
  <div className='plain-text'>
    {keyed(blocksOf(text)).map(([key, block]) => {
      if (block.kind === 'list') return <ul key={key}>{keyed(block.items).map(([item, pieces]) => <li key={item}><Pieces pieces={pieces} /></li>)}</ul>
      return block.kind === 'heading' ? <h3 key={key}><Pieces pieces={block.pieces} /></h3> : <p key={key}><Pieces pieces={block.pieces} /></p>
    })}
  </div>
)
