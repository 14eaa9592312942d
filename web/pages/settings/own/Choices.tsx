import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Locale } from '#contract/common.ts'
import type { OwnField } from '#contract/own.ts'
import { say } from '../../../app/i18n.ts'
import { NOTHING } from './content.ts'
import { SaidField } from './SaidField.tsx'

type Choice = OwnField['choices'][number]
interface Props { readonly choices: readonly Choice[]; /** Those that are stored: they are retired, not taken away. */ readonly known: readonly string[]; readonly pack: readonly { readonly code: string; readonly label: Choice['label'] }[]; readonly locale: Locale; readonly error: (at: number) => string | undefined; readonly fault: string | undefined; readonly onChange: (choices: Choice[]) => void }

const newChoice = (): Choice => ({ code: `c${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`, label: NOTHING, retired: false })

const swapped = (choices: readonly Choice[], at: number, other: number): Choice[] => choices.map((one, i) => (i === at ? choices[other] : i === other ? choices[at] : one) ?? one)

/** What may be chosen, in its order. */
export const Choices = ({ choices, known, pack, locale, error, fault, onChange }: Props) => {
  const { t } = useTranslation('own')
  const put = (at: number, part: Partial<Choice>) => onChange(choices.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <fieldset className='card-f'>
      <legend>{t('choices')}</legend>
      <p className='hint'>{t('choicesHint')}</p>
      {fault && <p className='fault' role='alert'>{fault}</p>}
      {choices.map((choice, at) => {
        const name = say(choice.label) || t('choiceNo', { no: at + 1 })
        return (
          <div className='own-c' key={choice.code}>
            <SaidField label={t('choiceNo', { no: at + 1 })} value={choice.label} pack={pack.find(({ code }) => code === choice.code)?.label} locale={locale} error={error(at)} onChange={(label) => put(at, { label })} />
            <span className='unit-a'>
              <Button size='small' icon={<ArrowUpOutlined aria-hidden='true' />} aria-label={t('moveUp', { name })} disabled={at === 0} onClick={() => onChange(swapped(choices, at, at - 1))} />
              <Button size='small' icon={<ArrowDownOutlined aria-hidden='true' />} aria-label={t('moveDown', { name })} disabled={at === choices.length - 1} onClick={() => onChange(swapped(choices, at, at + 1))} />
              {known.includes(choice.code) ? <Checkbox checked={choice.retired} onChange={(event) => put(at, { retired: event.target.checked })}>{t('choiceRetired')}</Checkbox> : <Button size='small' onClick={() => onChange(choices.filter((one) => one !== choice))}>{t('choiceAway')}</Button>}
            </span>
          </div>
        )
      })}
      <Button size='small' icon={<PlusOutlined aria-hidden='true' />} onClick={() => onChange([...choices, newChoice()])}>{t('choiceAdd')}</Button>
    </fieldset>
  )
}
