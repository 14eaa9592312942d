import { useTranslation } from 'react-i18next'
import type { KeptAtOnce } from '#contract/kept.ts'
import './kept.css'

/** Of a complaint about staff: who has it now, and that whoever wrote it down may see it no more. */
export const HandedOn = ({ kept }: { readonly kept: KeptAtOnce | undefined }) => {
  const { t } = useTranslation('kept')
  if (!kept?.handedOn) return null
  return <p className='done-kept'>{t('done.handed', { name: kept.owner?.name ?? '' })}{!kept.seen && <span className='block'>{t('done.unseen')}</span>}</p>
}
