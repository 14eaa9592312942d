import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATUTE_FLAGS } from '#contract/statute-pack.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'

export type Answer = boolean | number | null
interface Props { readonly name: string; readonly value: Answer; readonly whyNot: string | null | undefined; /** Why a yes or no is not turned round here; sums and days may still be raised. */ readonly held?: string | null; readonly busy: boolean; readonly onAnswer: (value: Answer) => void }

const UNKNOWN = 'unknown'

const YesNo = ({ name, value, whyNot, held, busy, onAnswer }: Props) => {
  const { t } = useTranslation('statute')
  const label = t(`settings:pack.fact.${name}`)
  const options = [{ value: 'true', label: t('common:yes') }, { value: 'false', label: t('common:no') }, { value: UNKNOWN, label: t('notFound') }]
  return (
    <div className='law-q'>
      <span>{label}</span>
      <Segmented aria-label={label} disabled={busy || Boolean(whyNot ?? held)} value={value === null ? UNKNOWN : String(value)} options={options} onChange={(chosen) => onAnswer(chosen === UNKNOWN ? null : chosen === 'true')} />
    </div>
  )
}

const readCount = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : null)

const Counted = ({ name, value, whyNot, busy, onAnswer }: Props) => {
  const { t } = useTranslation('statute')
  const [text, setText] = useState(value === null ? '' : String(value))
  const read = readCount(text)
  return (
    <div className='law-q law-n'>
      <Field id={`law-${name}`} label={t(`settings:pack.fact.${name}`)} error={text.trim() !== '' && read === null ? t('tables:hint.unread') : null}>
        <Input id={`law-${name}`} inputMode='numeric' value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <ActionButton label={t('common:save')} whyNot={whyNot ?? (read === value ? t('unchanged') : null)} loading={busy} onPress={() => onAnswer(read)} />
    </div>
  )
}

const Sum = ({ name, value, whyNot, busy, onAnswer }: Props) => {
  const { t } = useTranslation('statute')
  const [fen, setFen] = useState(typeof value === 'number' ? value : null)
  return (
    <div className='law-q law-n'>
      <MoneyInput label={t(`settings:pack.fact.${name}`)} valueFen={fen} onChange={setFen} />
      <ActionButton label={t('common:save')} whyNot={whyNot ?? (fen === value ? t('unchanged') : null)} loading={busy} onPress={() => onAnswer(fen)} />
    </div>
  )
}

const asked = ({ name }: Props) => (STATUTE_FLAGS.some((flag) => flag === name) ? YesNo : name.endsWith('Fen') ? Sum : Counted)

/** A fact that a rule of law hangs on, as it was found. */
export const Question = (props: Props) => {
  const Asked = asked(props)
  return <><Asked {...props} />{props.held && <p className='muted'>{props.held}</p>}</>
}
