import { Button, Checkbox, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GivesOut, type GivingOut, setGivingOut } from '#contract/assigning.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { countIn } from './count.ts'

/** How one unit gives out what comes in. */
export const GivingOutForm = ({ unit, onDone }: { readonly unit: GivingOut; readonly onDone: () => void }) => {
  const { t } = useTranslation('assigning')
  const whyNot = useWhyNot()
  const [way, setWay] = useState(unit.way)
  const [keeps, setKeeps] = useState(unit.receiverKeeps)
  const [most, setMost] = useState(unit.mostOpen === null ? '' : String(unit.mostOpen))
  const saving = useDo(setGivingOut, onDone)
  const count = countIn(most)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (count !== undefined) saving.mutate({ id: unit.unitId, way, receiverKeeps: keeps, mostOpen: count })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <Radio.Group className='stacked' aria-label={t('ways')} value={way} onChange={(event) => setWay(event.target.value as GivesOut)} options={GivesOut.options.map((one) => ({ value: one, label: <><b>{t(`way.${one}`)}</b><span className='give-h'>{t(`wayHint.${one}`)}</span></> }))} />
      {way !== 'hand' && (
        <div className='give-more'>
          <Checkbox checked={keeps} onChange={(event) => setKeeps(event.target.checked)}>{t('keeps')}</Checkbox>
          <p className='muted'>{t('keepsHint')}</p>
          <TextField label={t('most')} inputMode='numeric' value={most} onChange={setMost} error={count === undefined ? t('notCount') : faultOf(saving.error, 'mostOpen')} hint={t('mostHint')} />
        </div>
      )}
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('routing.setGivingOut')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
