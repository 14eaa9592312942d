import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import type { OwnPaper } from '#contract/own.ts'
import { useTerm } from '../../../app/i18n.ts'
import { links } from '../../../links.ts'

/** A paper with the firm's words, in each language, to look at. */
export const PaperExamples = ({ paper }: { readonly paper: OwnPaper }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  return <p className='own-ex'>{LOCALES.map((locale) => <Button key={locale} size='small' href={links.paperExample(paper, locale)} target='_blank' rel='noreferrer'>{t('example', { language: term('locale', locale) })}</Button>)}</p>
}
