import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Leading, type LeadingOfCase, leading, mark, withdrawLeading } from '#contract/precedent.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

/** What stands about a closed case as one that leads; null as long as it is not known. */
export const useLeading = (complaintId: string, wanted: boolean) => useAsk(leading, { complaintId }, { enabled: wanted }).data ?? null

/** There is something to say of it: it leads, it did, or the reader may say that it shall. */
export const isWorthSaying = ({ current, earlier, may }: LeadingOfCase) => current !== null || earlier.length > 0 || may['precedent.mark'] === null

const Earlier = ({ one }: { readonly one: Leading }) => {
  const { t } = useTranslation('case')
  if (!one.ended) return null
  return (
    <li>
      <p className='muted'>{t('leading.was', { name: one.by?.name ?? '' })}　<When at={one.at} /></p>
      <p className='pre'>{one.reason}</p>
      <p className='muted'>{t('leading.ended', { name: one.ended.by?.name ?? '' })}　<When at={one.ended.at} /></p>
      <p className='pre'>{one.ended.reason}</p>
    </li>
  )
}

interface Props { readonly known: LeadingOfCase; readonly onMark: () => void; readonly onWithdraw: () => void }

/** F4: whether this case leads others, why, and what was said of it before. */
export const LeadingNote = ({ known: { current, earlier, may }, onMark, onWithdraw }: Props) => {
  const { t } = useTranslation('case')
  return (
    <>
      {current ? <><p><Chip tone='primary'>{t('band.leading')}</Chip>　{t('leading.by', { name: current.by?.name ?? '' })}　<span className='muted'><When at={current.at} /></span></p><p className='pre'>{current.reason}</p></> : <p className='muted'>{t('leading.none')}</p>}
      <div className='card-a'>
        {current ? <ActionButton size='small' label={t('panel.endLead')} whyNot={may['precedent.withdraw']} onPress={onWithdraw} /> : <ActionButton size='small' label={t('panel.lead')} whyNot={may['precedent.mark']} onPress={onMark} />}
      </div>
      {earlier.length > 0 && <><h3 className='sub-h'>{t('leading.earlier')}</h3><ul className='fam-l'>{earlier.map((one) => <Earlier key={one.id} one={one} />)}</ul></>}
    </>
  )
}

/** Says that others are to be decided by this case, with the reason. */
export const LeadForm = ({ complaintId, onDone }: { readonly complaintId: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason] = useState('')
  const known = useLeading(complaintId, true)
  const doing = useDo(mark, onDone)
  return (
    <>
      <p className='form-lead'>{t('leading.lead')}</p>
      <ProblemNote error={doing.error} />
      <LongField label={t('leading.reason')} hint={t('leading.reasonHint')} required rows={3} value={reason} onChange={setReason} error={faultOf(doing.error, 'reason')} />
      <div className='form-end'><ActionButton kind='primary' label={t('leading.save')} whyNot={known?.may['precedent.mark'] ?? (reason.trim() === '' ? t('leading.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ complaintId, reason })} /></div>
    </>
  )
}

/** Takes it back; it stays on record. */
export const EndLeadForm = ({ complaintId, onDone }: { readonly complaintId: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [reason, setReason] = useState('')
  const known = useLeading(complaintId, true)
  const doing = useDo(withdrawLeading, onDone)
  const id = known?.current?.id ?? ''
  return (
    <>
      <p className='form-lead'>{t('leading.endLead')}</p>
      <ProblemNote error={doing.error} />
      <LongField label={t('leading.endReason')} required rows={3} value={reason} onChange={setReason} error={faultOf(doing.error, 'reason')} />
      <div className='form-end'><ActionButton kind='primary' label={t('leading.endSave')} whyNot={known?.may['precedent.withdraw'] ?? (reason.trim() === '' ? t('leading.empty') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /></div>
    </>
  )
}
