import { TextField } from './Field.tsx'
import { useSpeech } from './speech.ts'
import { type Told, type ToldFaults, answerTo } from './tell-draft.ts'

interface Props { readonly told: Told; readonly faults: ToldFaults; readonly onChange: (part: Partial<Told>) => void }

const IDENTITIES = ['open', 'protected', 'anonymous'] as const

/** Whether it may be known who complains, with what each choice costs. */
const IdentityChoice = ({ told, onChange }: Pick<Props, 'told' | 'onChange'>) => {
  const { tell } = useSpeech().words
  return (
    <fieldset className='field'>
      <legend>{tell.identity}</legend>
      {IDENTITIES.map((identity) => (
        <div key={identity} className={told.identity === identity ? 'choice on' : 'choice'}>
          <label><input type='radio' name='identity' checked={told.identity === identity} onChange={() => onChange({ identity })} /><span><b>{tell.identities[identity]}</b><span className='hint'>{tell.identityHints[identity]}</span></span></label>
        </div>
      ))}
    </fieldset>
  )
}

/** How a complainant is reached. */
export const Contact = ({ told, faults, onChange }: Props) => {
  const { tell } = useSpeech().words
  return (
    <section className='stack'>
      <h2>{tell.contact}</h2>
      <IdentityChoice told={told} onChange={onChange} />
      {told.identity !== 'anonymous' && <Reached told={told} faults={faults} onChange={onChange} />}
    </section>
  )
}

const Reached = ({ told, faults, onChange }: Props) => {
  const { tell } = useSpeech().words
  return (
    <>
      <TextField id='name' label={tell.name} value={told.name} onValue={(name) => onChange({ name })} fault={faults.name} autoComplete='name' most={200} required />
      {!told.noPhone && <TextField id='phone' label={tell.phone} hint={tell.phoneHint} value={told.phone} onValue={(phone) => onChange({ phone })} fault={faults.phone} type='tel' inputMode='tel' autoComplete='tel' most={40} required />}
      <label className='check'><input type='checkbox' checked={told.noPhone} onChange={(e) => onChange({ noPhone: e.target.checked })} />{tell.noPhone}</label>
      <TextField id='email' label={tell.email} hint={tell.emailHint} value={told.email} onValue={(email) => onChange({ email })} fault={faults.email} type='email' inputMode='email' autoComplete='email' most={254} optional />
    </>
  )
}

const ANSWERS = ['portal', 'mail', 'sms'] as const

/** Who has an idea chooses how to hear what became of it. */
const AnswerByChoice = ({ told, onChange }: Pick<Props, 'told' | 'onChange'>) => {
  const { tell } = useSpeech().words
  return (
    <fieldset className='field'>
      <legend>{tell.answerBy}</legend>
      {ANSWERS.map((answerBy) => (
        <div key={answerBy} className={told.answerBy === answerBy ? 'choice on' : 'choice'}>
          <label><input type='radio' name='answerBy' checked={told.answerBy === answerBy} onChange={() => onChange({ answerBy })} /><span><b>{tell.answerWays[answerBy]}</b><span className='hint'>{tell.answerWayHints[answerBy]}</span></span></label>
        </div>
      ))}
    </fieldset>
  )
}

/** Who praises or has an idea may say who they are. */
export const WhoFrom = ({ told, faults, onChange }: Props) => {
  const { tell } = useSpeech().words
  const to = answerTo(told)
  return (
    <section className='stack'>
      {told.kind === 'suggestion' && <AnswerByChoice told={told} onChange={onChange} />}
      {to === 'mail' && <TextField id='email' label={tell.email} value={told.email} onValue={(email) => onChange({ email })} fault={faults.email} type='email' inputMode='email' autoComplete='email' most={254} required />}
      <TextField id='name' label={tell.name} value={told.name} onValue={(name) => onChange({ name })} autoComplete='name' most={200} optional />
      <TextField id='phone' label={tell.phone} value={told.phone} onValue={(phone) => onChange({ phone })} fault={faults.phone} type='tel' inputMode='tel' autoComplete='tel' most={40} optional={to !== 'sms'} required={to === 'sms'} />
    </section>
  )
}

/** Who complains about the people of a place need not tell it to them. */
export const AboutStaff = ({ told, onChange }: Pick<Props, 'told' | 'onChange'>) => {
  const { tell } = useSpeech().words
  return (
    <div>
      <label className='check'><input type='checkbox' checked={told.aboutStaff} aria-describedby='about-staff-hint' onChange={(e) => onChange({ aboutStaff: e.target.checked })} />{tell.aboutStaff}</label>
      <p id='about-staff-hint' className='hint'>{tell.aboutStaffHint}</p>
    </div>
  )
}
