import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ClockStanding, confirmClock, withdrawConfirmation } from '#contract/clock.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { LongField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'

/** Whether a clock was checked against its source. */
export const StandingChip = ({ standing }: Pick<ClockStanding, 'standing'>) => {
  const { t } = useTranslation('settings')
  const sure = standing === 'confirmed' || standing === 'shipped'
  return <Chip tone={sure ? 'good' : 'warn'} title={sure ? undefined : t('pack.unverifiedHint')}>{t(`pack.standing.${standing}`)}</Chip>
}

/** Against what, by whom, when. */
export const CheckedBy = ({ of }: { readonly of: ClockStanding }) => {
  const { t } = useTranslation('settings')
  return of.standing === 'confirmed' && of.at && <p className='muted'>{t('pack.checkedBy', { name: of.by?.name ?? '' })} <When at={of.at} /> · {of.source} {of.link && <a className='link' href={of.link} target='_blank' rel='noreferrer'>{t('pack.checkedLink')}</a>}</p>
}

/** An administrator answers for a clock, or takes that back; either with words that are kept. */
export const ConfirmationForm = ({ of, onDone }: { readonly of: ClockStanding; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const [words, setWords] = useState('')
  const [link, setLink] = useState('')
  const [pressed, setPressed] = useState(false)
  const confirming = useDo(confirmClock, onDone)
  const withdrawing = useDo(withdrawConfirmation, onDone)
  const back = of.standing === 'confirmed'
  const doing = back ? withdrawing : confirming
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!words.trim()) return
    if (back) withdrawing.mutate({ kind: of.kind, reason: words.trim() })
    else confirming.mutate({ kind: of.kind, digest: of.digest, source: words.trim(), link: link.trim() })
  }
  const missing = pressed && !words.trim() ? t('missing') : undefined
  return (
    <form onSubmit={submit} noValidate>
      <p className='hint'>{t(back ? 'pack.withdrawHint' : 'pack.confirmHint')}</p>
      <ProblemNote error={doing.error} fieldsBeside />
      <LongField label={t(back ? 'pack.withdrawWhy' : 'pack.confirmSource')} required value={words} onChange={setWords} error={missing ?? faultOf(doing.error, back ? 'reason' : 'source')} />
      {!back && <TextField label={t('pack.confirmLink')} type='url' value={link} onChange={setLink} error={faultOf(doing.error, 'link')} />}
      <div className='form-end'><ActionButton label={t(back ? 'pack.withdraw' : 'pack.confirm')} kind='primary' submit whyNot={whyNot(back ? 'calendar.withdrawConfirmation' : 'calendar.confirmClock')} loading={doing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
