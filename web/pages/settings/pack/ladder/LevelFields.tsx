import { Button, Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { people } from '#contract/identity.ts'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../../../app/i18n.ts'
import { useAsk } from '../../../../app/query.ts'
import { Field, useFieldControl } from '../../../../ui/Field.tsx'
import type { Draft } from './values.ts'

interface Props { readonly draft: Draft; readonly no: number; readonly positions: PackView['positions']; readonly onSet: (part: Partial<Draft>) => void; readonly onRemove: () => void; readonly fault: (field: string) => string | undefined }
type Part = Pick<Props, 'draft' | 'no' | 'onSet' | 'fault'>

/** Whom a level reaches: by their place around the case, by position, by name. */
const useAudiences = (positions: PackView['positions']) => {
  const { t } = useTranslation('ladder')
  const staff = useAsk(people, {}).data?.items ?? []
  return [
    { label: t('around'), options: (['handler', 'manager', 'above'] as const).map((who) => ({ value: who as string, label: t(`who.${who}`) })) },
    { label: t('positions'), options: positions.filter(({ code }) => code !== 'administrator').map(({ code, label }) => ({ value: `position:${code}`, label: say(label) })) },
    { label: t('staff'), options: staff.filter((one) => !one.retired).map((one) => ({ value: `person:${one.id}`, label: one.positionName ? t('common:withRemark', { words: one.name, remark: one.positionName }) : one.name })) },
  ]
}

const Whom = ({ draft, positions, onSet }: Pick<Props, 'draft' | 'positions' | 'onSet'>) => (
  <Select<string[]> {...useFieldControl()} mode='multiple' maxCount={8} showSearch={{ optionFilterProp: 'label' }} value={[...draft.to]} options={useAudiences(positions)} onChange={(to) => onSet({ to })} />
)

interface SpanProps { readonly label: string; readonly amount: number | null; readonly unit: string; readonly units: readonly string[]; readonly most: number; readonly onAmount: (amount: number | null) => void; readonly onUnit: (unit: string) => void }

const Span = ({ label, amount, unit, units, most, onAmount, onUnit }: SpanProps) => {
  const { t } = useTranslation('ladder')
  const term = useTerm()
  return (
    <>
      <InputNumber aria-label={t('amountOf', { of: label })} controls={false} min={1} max={most} precision={0} value={amount} onChange={onAmount} />
      <Select<string> aria-label={t('unitOf', { of: label })} value={unit} options={units.map((value) => ({ value, label: term('timeUnit', value) }))} onChange={onUnit} />
    </>
  )
}

const MOST_SHARE = 400
const MOST_AFTER = 1_000
const MOST_EVERY = 240
const MOST_WITHIN = 480
const MOST_TIMES = 20

const Moment = ({ draft, no, onSet, fault }: Part) => {
  const { t } = useTranslation('ladder')
  const label = t('atOf', { no })
  return (
    <div className='lad-at'>
      <Select<Draft['by']> aria-label={label} value={draft.by} options={(['share', 'after'] as const).map((by) => ({ value: by, label: t(`by.${by}`) }))} onChange={(by) => onSet({ by })} />
      {draft.by === 'share'
        ? <InputNumber aria-label={t('shareOf', { no })} controls={false} min={1} max={MOST_SHARE} precision={0} suffix='%' value={draft.share} onChange={(share) => onSet({ share })} />
        : <Span label={label} amount={draft.after} unit={draft.afterUnit} units={['minutes', 'hours', 'openHours', 'workingDays']} most={MOST_AFTER} onAmount={(after) => onSet({ after })} onUnit={(unit) => onSet({ afterUnit: unit as Draft['afterUnit'] })} />}
      {fault('at') && <p className='fault' role='alert'>{fault('at')}</p>}
    </div>
  )
}

const More = ({ draft, no, onSet, fault }: Part) => {
  const { t } = useTranslation('ladder')
  return (
    <>
      <Checkbox checked={draft.loud} onChange={(event) => onSet({ loud: event.target.checked })}>{t('loudLong')}</Checkbox>
      <div className='lad-m'>
        <Checkbox checked={draft.again} onChange={(event) => onSet({ again: event.target.checked })}>{t('againEvery')}</Checkbox>
        {draft.again && (
          <div className='lad-f'>
            <span>{t('every')}</span>
            <Span label={t('againOf', { no })} amount={draft.every} unit={draft.everyUnit} units={['hours', 'openHours']} most={MOST_EVERY} onAmount={(every) => onSet({ every })} onUnit={(unit) => onSet({ everyUnit: unit as Draft['everyUnit'] })} />
            <span>{t('atMost')}</span>
            <InputNumber aria-label={t('mostOf', { no })} controls={false} min={1} max={MOST_TIMES} precision={0} value={draft.most} onChange={(most) => onSet({ most })} />
            <span>{t('times')}</span>
          </div>
        )}
        {fault('again') && <p className='fault' role='alert'>{fault('again')}</p>}
      </div>
      <div className='lad-m'>
        <Checkbox checked={draft.answer} onChange={(event) => onSet({ answer: event.target.checked })}>{t('unanswered')}</Checkbox>
        {draft.answer && (
          <div className='lad-f'>
            <span>{t('within')}</span>
            <Span label={t('answerOf', { no })} amount={draft.within} unit={draft.withinUnit} units={['minutes', 'hours', 'openHours']} most={MOST_WITHIN} onAmount={(within) => onSet({ within })} onUnit={(unit) => onSet({ withinUnit: unit as Draft['withinUnit'] })} />
          </div>
        )}
        {fault('answer') && <p className='fault' role='alert'>{fault('answer')}</p>}
      </div>
    </>
  )
}

/** One level: when, whom, and how. */
export const LevelFields = ({ draft, no, positions, onSet, onRemove, fault }: Props) => {
  const { t } = useTranslation('ladder')
  return (
    <li className='entry'>
      <div className='entry-e'><b>{t('level', { no })}</b><Button size='small' aria-label={t('removeOf', { no })} onClick={onRemove}>{t('remove')}</Button></div>
      <Moment draft={draft} no={no} onSet={onSet} fault={fault} />
      <Field label={t('whom')} required error={fault('to')}><Whom draft={draft} positions={positions} onSet={onSet} /></Field>
      <More draft={draft} no={no} onSet={onSet} fault={fault} />
    </li>
  )
}
