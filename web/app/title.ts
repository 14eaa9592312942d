import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** The document's title; undefined while it is not known yet. */
export const useTitle = (title: string | undefined) => {
  const { t } = useTranslation('common')
  const product = t('product')
  useEffect(() => { document.title = title ? `${title} · ${product}` : product }, [title, product])
}
