import { useTranslation } from 'react-i18next'
import { useNow } from '../../ui/now.ts'
import { promisedOf, stuckAt, wantsOf } from './gist.ts'
import { useScene } from './scene.ts'

const Part = ({ title, lines, none }: { readonly title: string; readonly lines: readonly string[]; readonly none: string }) => (
  <div><h2>{title}</h2>{lines.length === 0 ? <p className='gist-0'>{none}</p> : lines.length === 1 ? <p>{lines[0]}</p> : <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>}</div>
)

/** Three facts: what they want, what we promised, where it is stuck. */
export const Gist = () => {
  const { t } = useTranslation('case')
  const { it, pack } = useScene()
  const now = useNow()
  const stuck = stuckAt(t, it, pack, now)
  return (
    <section className='card gist' aria-label={t('gist.label')}>
      <Part title={t('gist.wants')} lines={wantsOf(t, it)} none={t('gist.wantsNone')} />
      <Part title={t('gist.promised')} lines={promisedOf(t, it, now)} none={t('gist.promisedNone')} />
      <Part title={t('gist.stuckTitle')} lines={stuck ? [stuck] : []} none={t('gist.stuckNone')} />
    </section>
  )
}
