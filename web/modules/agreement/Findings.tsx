import { useTranslation } from 'react-i18next'
import type { TextFinding } from '#contract/agreement.ts'
import { Chip } from '../../ui/Chip.tsx'
import './agreement.css'

/** What the rules about words say of the text, and what to write instead. */
export const Findings = ({ findings }: { readonly findings: readonly TextFinding[] }) => {
  const { t } = useTranslation('agreement')
  if (findings.length === 0) return null
  return (
    <ul className='agr-f' aria-label={t('found.title')}>
      {findings.map((one) => (
        <li key={`${one.field} ${one.found}`}>
          <Chip tone={one.level === 'stop' ? 'danger' : 'warn'}>{t(`found.${one.level}`)}</Chip> <mark>{one.found}</mark>
          <small>{one.why}</small>{one.instead && <small>{t('found.instead', { words: one.instead })}</small>}
        </li>
      ))}
    </ul>
  )
}
