import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTerm } from '../../app/i18n.ts'
import { Field } from '../../ui/Field.tsx'

const TELLS = ['message', 'phone', 'none'] as const
export type Tell = (typeof TELLS)[number]

/** E1: how the customer hears who looks after their case now. */
export const TellField = ({ value, onChange }: { readonly value: Tell; readonly onChange: (how: Tell) => void }) => {
  const { t } = useTranslation('attention')
  const term = useTerm()
  return <Field id='tell-how' label={t('tell.label')} hint={t('tell.hint')}><Select id='tell-how' value={value} onChange={onChange} options={TELLS.map((how) => ({ value: how, label: term('tellHow', how) }))} /></Field>
}
