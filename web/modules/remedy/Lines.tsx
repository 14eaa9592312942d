import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import { RemedyKind } from '#contract/packs.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { type Checked, rewritten } from '../../app/checked/use-checked.ts'
import { useTerm } from '../../app/i18n.ts'
import { Field } from '../../ui/Field.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { GiftWorth } from './GiftWorth.tsx'
import { isSpoken, type Kind, type Line, lineOf, sumOf } from './proposal.ts'

interface OneProps { readonly line: Line; readonly at: number; readonly points: readonly PointView[]; readonly flags: ReturnType<Checked['in']>; readonly error: string | undefined; readonly onChange: (line: Line) => void; readonly onRemove: () => void }

const One = ({ line, at, points, flags, error, onChange, onRemove }: OneProps) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const kindTo = (kind: Kind) => onChange({ ...line, kind, amountFen: isSpoken(kind) ? 0 : line.amountFen })
  return (
    <li className='line'>
      <Field id={`line-${at}-kind`} label={t('propose.kind')}>
        <Select id={`line-${at}-kind`} showSearch={{ optionFilterProp: 'label' }} value={line.kind} onChange={kindTo} options={RemedyKind.options.map((value) => ({ value, label: term('remedyKind', value) }))} />
      </Field>
      {isSpoken(line.kind) ? <span /> : <MoneyInput label={t('propose.amount')} valueFen={line.amountFen} error={error} onChange={(amountFen) => onChange({ ...line, amountFen })} />}
      {line.kind === 'gift' && <GiftWorth id={`line-${at}-stock`} onTake={({ name, worthFen }) => onChange({ ...line, amountFen: worthFen, note: line.note || name })} />}
      {points.length > 1 && (
        <Field id={`line-${at}-point`} label={t('propose.forPoint')}>
          <Select id={`line-${at}-point`} value={line.pointId} onChange={(pointId: string) => onChange({ ...line, pointId })} options={points.map((point) => ({ value: point.id, label: `${point.no}　${point.reading || point.text}` }))} />
        </Field>
      )}
      <Field id={`line-${at}-note`} label={t('propose.note')}>
        <Input id={`line-${at}-note`} maxLength={200} value={line.note} onChange={(event) => onChange({ ...line, note: event.target.value })} />
      </Field>
      <Button className='line-x' type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('propose.remove', { no: at + 1 })} onClick={onRemove} />
      <Flags flags={flags} onReplace={(found, instead) => onChange({ ...line, note: rewritten(line.note, found, instead) })} />
    </li>
  )
}

interface Props { readonly lines: readonly Line[]; readonly points: readonly PointView[]; readonly checked: Checked; readonly faultAt: (at: number) => string | undefined; readonly onChange: (lines: readonly Line[]) => void }

/** F1: what we would do and give, item by item. */
export const Lines = ({ lines, points, checked, faultAt, onChange }: Props) => {
  const { t } = useTranslation('case')
  const first = points[0]
  const add = () => { if (first) onChange([...lines, lineOf('refund', first.id)]) }
  return (
    <div className='lines'>
      <ul>
        {lines.map((line, at) => (
          <One key={line.key} line={line} at={at} points={points} flags={checked.in(line.key)} error={faultAt(at)} onChange={(next) => onChange(lines.map((each) => (each.key === line.key ? next : each)))} onRemove={() => onChange(lines.filter((each) => each.key !== line.key))} />
        ))}
      </ul>
      <p className='lines-f'><Button icon={<PlusOutlined aria-hidden='true' />} onClick={add}>{t('propose.add')}</Button><span>{t('propose.sum')}<b><Money fen={sumOf(lines)} /></b></span></p>
    </div>
  )
}
