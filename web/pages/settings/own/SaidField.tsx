import { useTranslation } from 'react-i18next'
import type { Locale, Words } from '#contract/common.ts'
import { LongField, TextField } from '../../../ui/inputs.tsx'

interface Props {
  readonly label: string; readonly value: Words; /** The pack's words in the same place. */ readonly pack: Words | undefined; readonly locale: Locale
  readonly long?: boolean | undefined; readonly hint?: string | undefined; readonly optional?: boolean | undefined; /** Left empty, the original stands there. */ readonly original?: boolean | undefined; readonly error?: string | undefined; readonly onChange: (value: Words) => void
}

/** One text in the language that is worked on; under it what stands in for it, and what the pack says. */
export const SaidField = ({ label, value, pack, locale, long, hint, optional, original, error, onChange }: Props) => {
  const { t } = useTranslation('own')
  const [now, first, brought] = [value[locale], value['zh-CN'], pack?.[locale] ?? '']
  const hints = [hint, !original && locale !== 'zh-CN' && now.trim() === '' && first && t('standsIn', { text: first }), brought && brought !== now && t(original ? 'originalSays' : 'packSays', { text: brought })].filter(Boolean)
  const props = { label, value: now, onChange: (text: string) => onChange({ ...value, [locale]: text }), required: !optional && locale === 'zh-CN', error, ...(hints.length > 0 && { hint: hints.map((one) => <span key={String(one)} className='block'>{one}</span>) }) }
  return long ? <LongField {...props} rows={2} /> : <TextField {...props} />
}
