import { useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { type Hearing, type Pass, type Refused, sendHearing } from './api.ts'
import { OneOf } from './Choices.tsx'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'

interface Props { readonly pass: Pass; readonly found: PortalCase; readonly onChange: (found: PortalCase) => void; readonly onAgain: () => void }
type TellBy = PortalCase['hearBy']['asked']

const useHearing = ({ pass, onChange, onAgain }: Props, of: string) =>
  useSending<Hearing, PortalCase>(`${of}.${pass.number}`, (body, key) => sendHearing(pass, body, key), onChange, (fault: Refused) => { if (fault.problem.status === 409) onAgain() })

/** By which way they hear: of those that are possible with what we know of them. */
const HearBy = ({ noted, ...props }: Props & { readonly noted: boolean }) => {
  const { asked, goes, can } = props.found.hearBy
  const { hear: { by } } = useSpeech().words
  const [chosen, setChosen] = useState<TellBy>(asked)
  const sending = useHearing(props, 'hearBy')
  const shown = can.includes(asked) ? can : [...can, asked]
  const turned = asked !== 'usual' && asked !== goes
  // What failed once is tried again when they say so.
  const again = turned && chosen === asked && can.includes(asked)
  return (
    <form className='stack-2' onSubmit={(e) => { e.preventDefault(); if (again || chosen !== asked) sending.send({ tellBy: chosen }) }}>
      {turned && <p className='notice'>{by.goes[goes]}</p>}
      <OneOf id='hear-by' legend={by.legend} fault={undefined} choices={shown.map((value) => ({ value, label: by[value] }))} value={chosen} onValue={(value) => setChosen(shown.find((one) => one === value) ?? asked)} />
      {chosen === asked && noted && <p role='status' className='muted small'>{by.saved}</p>}
      {(again || chosen !== asked) && <SendBar sending={sending} label={again ? by.again : by.save} plain />}
    </form>
  )
}

/** How much of what changes they hear of, and how: theirs to decide. */
export const Hear = (props: Props) => {
  const { found } = props
  const { hear } = useSpeech().words
  const [noted, setNoted] = useState(false)
  const onChange = (next: PortalCase) => {
    setNoted(true)
    props.onChange(next)
  }
  const sending = useHearing(props, 'hear')
  return (
    <section className='card stack'>
      <h2>{hear.heading}</h2>
      <p>{hear[found.hear]}</p>
      {!found.closed && (
        <form onSubmit={(e) => { e.preventDefault(); sending.send({ wish: found.hear === 'all' ? 'less' : 'all' }) }}>
          <SendBar sending={sending} label={found.hear === 'all' ? hear.toLess : hear.toAll} plain />
        </form>
      )}
      {!found.closed && found.hearBy.can.length > 0 && <HearBy {...props} onChange={onChange} noted={noted} key={found.hearBy.asked} />}
    </section>
  )
}
