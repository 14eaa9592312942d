import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/common.ts'
import type { Questions } from '#contract/questions.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { links } from '../../../links.ts'
import { SelectField } from '../../../ui/inputs.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { TRIED_AT } from '../../../ui/tried.ts'

const REST = 500

/** The very page that whoever is asked sees, filled with what is being written. */
export const Preview = ({ body }: { readonly body: Questions }) => {
  const { t } = useTranslation('questionnaires')
  const term = useTerm()
  const [locale, setLocale] = useState<Locale>(localeNow())
  const settled = useSettled(body, REST)
  const [shown, setShown] = useState(0)
  useEffect(() => {
    sessionStorage.setItem(TRIED_AT, JSON.stringify(settled))
    setShown((n) => n + 1)
  }, [settled])
  return (
    <Section title={t('preview')} className='quest-p' extra={<SelectField label={<span className='sr'>{t('previewIn')}</span>} value={locale} onChange={(next) => setLocale(LOCALES.find((one) => one === next) ?? locale)} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />}>
      {shown > 0 && <iframe key={`${shown} ${locale}`} title={t('preview')} src={links.tryQuestions(locale)} />}
    </Section>
  )
}
