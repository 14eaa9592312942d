import { useTranslation } from 'react-i18next'

/** How far apart, as a bar and a number; without a number where there are too few. */
export const Spread = ({ percent }: { readonly percent: number | null }) => {
  const { t } = useTranslation('figures')
  if (percent === null) return <span className='muted'>{t('tooFew')}</span>
  return <span className='fg-spread'><span className='fg-track' aria-hidden='true'><i style={{ inlineSize: `${percent}%` }} /></span><span className='num'>{t('percent', { percent })}</span></span>
}
