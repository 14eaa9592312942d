import { useTranslation } from 'react-i18next'
import type { OwnList } from '#contract/own.ts'
import { Go } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'

/** To where a part of the pack is said the firm's own way. */
export const OwnLink = ({ list }: { readonly list: OwnList }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  return useCan()('packs.readOwn') ? <Go className='link' to={links.own(list)}>{t('go', { list: term('ownList', list) })}</Go> : null
}
