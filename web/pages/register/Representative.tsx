import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { TextField } from '../../ui/inputs.tsx'
import '../../modules/representative/representative.css'
import { useDesk } from './desk-context.ts'

/** A17: who came is not the customer. The paper can be added on the case page. */
export const RepresentativeFields = () => {
  const { t } = useTranslation('representative')
  const { draft, set, error } = useDesk()
  const said = draft.representative
  if (!said) return <button type='button' className='link anon' onClick={() => set({ representative: { name: '', phone: '', relation: '' } })}>{t('forAnother')}</button>
  const change = (part: Partial<typeof said>) => set({ representative: { ...said, ...part } })
  return (
    <fieldset className='rep-form' aria-label={t('title')}>
      <p className='form-lead'>{t('forAnotherHint')}</p>
      <div className='form-grid'>
        <TextField label={t('name')} value={said.name} onChange={(name) => change({ name })} error={faultOf(error, 'representative/name')} required />
        <TextField label={t('relation')} hint={t('relationHint')} value={said.relation} onChange={(relation) => change({ relation })} error={faultOf(error, 'representative/relation')} required />
        <TextField label={t('phone')} type='tel' inputMode='tel' value={said.phone} onChange={(phone) => change({ phone })} error={faultOf(error, 'representative/phone')} />
      </div>
      <p className='muted'>{t('paperLater')}　<button type='button' className='link' onClick={() => set({ representative: null })}>{t('notForAnother')}</button></p>
    </fieldset>
  )
}
