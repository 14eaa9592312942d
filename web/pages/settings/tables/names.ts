import { useTranslation } from 'react-i18next'
import type { Column } from './columns.ts'

/** What a column is called; what a rule gives may have a name of its own. */
export const useColumnName = () => {
  const { t } = useTranslation('tables')
  return ({ name, given }: Pick<Column, 'name' | 'given'>): string => t(given ? `given.${name}` : `fact.${name}`, { defaultValue: t(`settings:pack.fact.${name}`, { defaultValue: name }) })
}
