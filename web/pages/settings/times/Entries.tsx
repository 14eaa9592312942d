import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../ui/inputs.tsx'
import { Hours } from './Hours.tsx'
import { type ClosureEntry, newKey, type SpecialEntry } from './values.ts'

interface Props<T> { readonly entries: readonly T[]; readonly onChange: (entries: readonly T[]) => void; readonly fault: (field: string) => string | undefined }

const Remove = ({ of, onPress }: { readonly of: string; readonly onPress: () => void }) => {
  const { t } = useTranslation('times')
  return <Button size='small' aria-label={t('removeOf', { of })} onClick={onPress}>{t('remove')}</Button>
}

const Fault = ({ words }: { readonly words: string | undefined }) => words && <p className='fault' role='alert'>{words}</p>

const Closure = ({ entry, at, onSet, onRemove, fault }: { readonly entry: ClosureEntry; readonly at: number; readonly onSet: (part: Partial<ClosureEntry>) => void; readonly onRemove: () => void; readonly fault: (field: string) => string | undefined }) => {
  const { t } = useTranslation('times')
  const of = entry.reason || entry.from || t('closure', { count: at + 1 })
  return (
    <li className='entry'>
      <div className='entry-d'>
        <TextField label={t('from')} type='date' required value={entry.from} onChange={(from) => onSet({ from, ...(entry.to < from && { to: from }) })} error={fault(`closures/${at}/from`)} />
        <TextField label={t('to')} type='date' value={entry.to} onChange={(to) => onSet({ to })} error={fault(`closures/${at}/to`)} />
      </div>
      <TextField label={t('why')} required placeholder={t('whyLike')} value={entry.reason} onChange={(reason) => onSet({ reason })} error={fault(`closures/${at}/reason`)} />
      <div className='entry-e'>
        <Checkbox checked={entry.part} onChange={(event) => onSet({ part: event.target.checked, hours: event.target.checked && !entry.hours.length ? [['12:00', '18:00']] : entry.hours })}>{t('partOfDay')}</Checkbox>
        <Remove of={of} onPress={onRemove} />
      </div>
      {entry.part && <Hours of={of} hours={entry.hours} onChange={(hours) => onSet({ hours })} />}
      <Fault words={fault(`closures/${at}/hours`)} />
    </li>
  )
}

/** Stocktaking, renovation, the firm's holiday: days, or hours of days, on which nobody is there. */
export const Closures = ({ entries, onChange, fault }: Props<ClosureEntry>) => {
  const { t } = useTranslation('times')
  return (
    <fieldset className='card-f'>
      <legend>{t('closures')}</legend>
      <p className='hint'>{t('closuresHint')}</p>
      <ul className='entries'>
        {entries.map((entry, at) => <Closure key={entry.key} entry={entry} at={at} fault={fault} onSet={(part) => onChange(entries.map((one) => (one === entry ? { ...one, ...part } : one)))} onRemove={() => onChange(entries.filter((one) => one !== entry))} />)}
      </ul>
      <Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => onChange([...entries, { key: newKey(), from: '', to: '', part: false, hours: [], reason: '' }])}>{t('addClosure')}</Button>
    </fieldset>
  )
}

/** Open otherwise than usual: a promotion until midnight, a holiday on which the shop is open. */
export const SpecialDays = ({ entries, onChange, fault }: Props<SpecialEntry>) => {
  const { t } = useTranslation('times')
  const set = (entry: SpecialEntry, part: Partial<SpecialEntry>) => onChange(entries.map((one) => (one === entry ? { ...one, ...part } : one)))
  return (
    <fieldset className='card-f'>
      <legend>{t('special')}</legend>
      <p className='hint'>{t('specialHint')}</p>
      <ul className='entries'>
        {entries.map((entry, at) => (
          <li key={entry.key} className='entry'>
            <div className='entry-d'>
              <TextField label={t('day')} type='date' required value={entry.day} onChange={(day) => set(entry, { day })} error={fault(`special/${at}/day`)} />
              <TextField label={t('remark')} value={entry.reason} onChange={(reason) => set(entry, { reason })} error={fault(`special/${at}/reason`)} />
            </div>
            <div className='entry-e'>
              <Hours of={entry.day || t('special')} hours={entry.hours} onChange={(hours) => set(entry, { hours })} />
              <Remove of={entry.day || t('special')} onPress={() => onChange(entries.filter((one) => one !== entry))} />
            </div>
            <Fault words={fault(`special/${at}/hours`)} />
          </li>
        ))}
      </ul>
      <Button icon={<PlusOutlined aria-hidden='true' />} onClick={() => onChange([...entries, { key: newKey(), day: '', hours: [['09:00', '18:00']], reason: '' }])}>{t('addSpecial')}</Button>
    </fieldset>
  )
}
