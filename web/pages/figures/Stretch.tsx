import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { useUrl } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { useNow } from '../../ui/now.ts'
import { monthOf, monthsBefore } from './months.ts'

const YEAR = 11

export interface Asked { readonly from: string; readonly to: string; readonly unit: string }

/** Which months, and whose: as it stands in the URL; the last twelve months of all units. */
export const useStretch = (): Asked => {
  const { params } = useUrl()
  const now = monthOf(useNow())
  const to = params['to'] || now
  return { from: params['from'] || monthsBefore(to, YEAR), to, unit: params['unit'] ?? '' }
}

export const Stretch = ({ from, to, unit }: Asked) => {
  const { t } = useTranslation('figures')
  const { change } = useUrl()
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <search className='fg-f' aria-label={t('filter')}>
      <TextField label={t('from')} type='month' value={from} onChange={(value) => change({ from: value }, 'replace')} />
      <TextField label={t('to')} type='month' value={to} onChange={(value) => change({ to: value }, 'replace')} />
      <SelectField label={t('unit')} search clear value={unit || null} placeholder={t('allUnits')} onChange={(value) => change({ unit: value ?? '' }, 'replace')} options={places.map((one) => ({ value: one.id, label: one.name }))} />
    </search>
  )
}
