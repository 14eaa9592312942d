import { PrinterOutlined } from '@ant-design/icons'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/common.ts'
import { SHEETS, type SheetLayout } from '#contract/comment-card.ts'
import { localeNow, useTerm } from '../../../app/i18n.ts'
import { links } from '../../../links.ts'
import { SelectField } from '../../../ui/inputs.tsx'

const ON_A_SHEET = { one: 'a', four: 'abcd', eight: 'abcdefgh', tent: 'ab' } as const

/** A picture of the sheet: how many cards are on it and how they lie. */
const Sheet = ({ layout }: { readonly layout: SheetLayout }) => <i className={`sheet ${layout}`} aria-hidden='true'>{[...ON_A_SHEET[layout]].map((one) => <i key={one} />)}</i>

/** How the cards are to lie on paper, and in which language they speak first. */
export const PrintForm = ({ ids }: { readonly ids: readonly string[] }) => {
  const { t } = useTranslation('cards')
  const term = useTerm()
  const [layout, setLayout] = useState<SheetLayout>('four')
  const [locale, setLocale] = useState<Locale>(localeNow())
  return (
    <div className='card-p-f'>
      <Radio.Group className='sheets' aria-label={t('layout')} value={layout} onChange={(event) => setLayout(event.target.value as SheetLayout)}>
        {SHEETS.map((one) => <Radio key={one} value={one}><span className='sheet-l'><Sheet layout={one} /><span><b>{t(`sheet.${one}`)}</b><small className='muted'>{t(`sheetHint.${one}`)}</small></span></span></Radio>)}
      </Radio.Group>
      <SelectField label={t('language')} value={locale} onChange={(next) => setLocale(LOCALES.find((one) => one === next) ?? 'zh-CN')} options={LOCALES.map((one) => ({ value: one, label: term('locale', one) }))} hint={t('languageHint')} />
      <Button type='primary' icon={<PrinterOutlined aria-hidden='true' />} href={links.cardSheet(ids, layout, locale)} target='_blank'>{t('makeSheet', { count: ids.length })}</Button>
      <p className='hint'>{ids.length === 1 ? t('fills') : t('eachOnce')}</p>
    </div>
  )
}
