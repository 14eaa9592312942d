import { SafetyOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { WordsCheck } from '#contract/commitment.ts'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'

/** Nobody's limit: shown as none. */
const NO_LIMIT = 1_000_000_000_000

/** F10: what the words promise, beside what the writer may promise alone, and who has to decide. */
export const Promised = ({ seen, positions }: { readonly seen: WordsCheck | undefined; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('commitment')
  if (!seen?.promised.length || !seen.approver) return null
  const post = positions.find((one) => one.code === seen.approver?.positionCode)
  return (
    <div className='comp-held' aria-live='polite'>
      <SafetyOutlined aria-hidden='true' />
      <div>
        <b>{t('above', { position: post ? say(post.label) : seen.approver.positionCode })}</b>
        <ul>{seen.promised.map((one) => <li key={`${one.from} ${one.to}`}><mark>{one.found}</mark>{one.mostFen === null ? t('open') : one.mostFen > 0 ? money(one.mostFen) : ''}</li>)}</ul>
        {seen.limitFen < NO_LIMIT && <p>{t('limit', { amount: money(seen.limitFen) })}</p>}
        {seen.approver.why && <p>{say(seen.approver.why)}</p>}
      </div>
    </div>
  )
}
