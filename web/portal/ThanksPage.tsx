import { Icon } from './Icon.tsx'
import { Link } from './Nav.tsx'
import { useSpeech } from './speech.ts'
import type { Scanned } from './route.ts'

/** Praise and ideas need no number: they are thanked for, and passed on. */
export const ThanksPage = ({ scanned }: { readonly scanned: Scanned }) => {
  const { thanks } = useSpeech().words
  return (
    <div className='stack-6'>
      <div className='stack'>
        <span className='tick'><Icon name='check' size={24} /></span>
        <h1 tabIndex={-1}>{thanks.heading}</h1>
        <p>{thanks.lead}</p>
      </div>
      <Link to={{ page: 'tell', ...scanned }} className='btn'>{thanks.again}</Link>
    </div>
  )
}
