import { useTranslation } from 'react-i18next'
import type { Locale } from '#contract/common.ts'
import type { Said } from '#contract/questions.ts'
import { useTerm } from '../../../app/i18n.ts'
import { LongField, TextField } from '../../../ui/inputs.tsx'

interface Props { readonly label: string; readonly value: Said; readonly onChange: (value: Said) => void; readonly languages: readonly Locale[]; readonly error?: string | null | undefined; readonly required?: boolean; readonly rows?: number }

/** The same text in each of the languages that are written; one input where there is one. */
export const SaidInput = ({ label, value, onChange, languages, error, required, rows }: Props) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const many = languages.length > 1
  return (
    <div className={many ? 'quest-s many' : 'quest-s'}>
      {languages.map((locale, at) => {
        const own = { label: many ? t('inLanguage', { label, language: term('locale', locale) }) : label, value: value[locale], onChange: (text: string) => onChange({ ...value, [locale]: text }), error: at === 0 ? error : null, required: required && at === 0 }
        return rows === undefined ? <TextField key={locale} {...own} /> : <LongField key={locale} {...own} rows={rows} />
      })}
    </div>
  )
}
