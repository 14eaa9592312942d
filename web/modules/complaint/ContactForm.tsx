import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Case, changeContact } from '#contract/casefile.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Who { readonly name: string; readonly phone: string | null; readonly email: string | null }
interface Props { readonly it: Pick<Case, 'id' | 'version' | 'may'>; readonly who: Who; readonly onDone: () => void }

const PARTS = [['name', undefined], ['phone', 'tel'], ['email', 'email']] as const
type Part = (typeof PARTS)[number][0]

/** Who complains and how they are reached about this case, where it was written down wrongly or has changed. */
export const ContactForm = ({ it, who, onDone }: Props) => {
  const { t } = useTranslation('case')
  // Kept in no store of the machine: it may be somebody whom few may know.
  const [typed, setTyped] = useState<Partial<Record<Part, string>>>({})
  const doing = useDo(changeContact, onDone)
  const now = (part: Part) => typed[part] ?? who[part] ?? ''
  const same = PARTS.every(([part]) => now(part).trim() === (who[part] ?? ''))
  const missing = now('name').trim() === '' ? t('contact.noName') : same ? t('contact.none') : null
  return (
    <>
      <p className='form-lead'>{t('contact.lead')}</p>
      <ProblemNote error={doing.error} fieldsBeside />
      {PARTS.map(([part, mode]) => (
        <TextField key={part} label={t(`contact.${part}`)} required={part === 'name'} inputMode={mode} value={now(part)} error={faultOf(doing.error, part)} onChange={(value) => setTyped((before) => ({ ...before, [part]: value }))} />
      ))}
      <div className='form-end'>
        <ActionButton kind='primary' label={t('contact.save')} whyNot={it.may['complaint.changeContact'] ?? missing} loading={doing.isPending} onPress={() => doing.mutate({ id: it.id, version: it.version, name: now('name').trim(), phone: now('phone').trim() || null, email: now('email').trim() || null })} />
      </div>
    </>
  )
}

/** The same, asked for below what is shown. */
export const CorrectContact = (props: Props) => {
  const { t } = useTranslation('case')
  const [asked, setAsked] = useState(false)
  if (asked) return <ContactForm {...props} />
  return <div className='form-end'><ActionButton label={t('contact.button')} whyNot={props.it.may['complaint.changeContact']} onPress={() => setAsked(true)} /></div>
}
