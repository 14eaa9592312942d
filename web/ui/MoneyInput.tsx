import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, useFieldControl } from './Field.tsx'
import { parseYuan, yuanText } from './money.ts'

interface Props {
  readonly valueFen: number | null
  readonly onChange: (fen: number | null) => void
  readonly label: string
  readonly error?: string | null | undefined
  readonly hint?: string | undefined
  readonly required?: boolean | undefined
}

const Yuan = ({ text, onText, onLeave }: { readonly text: string; readonly onText: (text: string) => void; readonly onLeave: () => void }) => (
  <Input {...useFieldControl()} prefix='¥' inputMode='decimal' autoComplete='off' className='num' value={text} onChange={(event) => onText(event.target.value)} onBlur={onLeave} />
)

/** Yuan typed, whole fen kept. What cannot be read as an amount stays as typed, with the reason beside it. */
export const MoneyInput = ({ valueFen, onChange, label, error, hint, required }: Props) => {
  const { t } = useTranslation('common')
  const [text, setText] = useState(() => (valueFen === null ? '' : yuanText(valueFen)))
  const [told, setTold] = useState(valueFen)
  const read = parseYuan(text)
  const unreadable = text.trim() !== '' && read === null
  // Only a change from outside rewrites the text: the person's own typing stays as it is.
  if (valueFen !== told) {
    setTold(valueFen)
    setText(valueFen === null ? '' : yuanText(valueFen))
  }
  const change = (next: string) => {
    const fen = parseYuan(next)
    setText(next)
    setTold(fen)
    onChange(fen)
  }
  const leave = () => { if (read !== null) setText(yuanText(read)) }
  return (
    <Field label={label} error={error ?? (unreadable ? t('money.unreadable') : null)} hint={hint} required={required}>
      <Yuan text={text} onText={change} onLeave={leave} />
    </Field>
  )
}
