import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Held, giveBack, release } from '#contract/commitment.ts'
import type { PackView, Urgency } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { Go } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'

/** The text with its promises marked. */
const marked = ({ text, promised }: Held): ReactNode[] => {
  const parts: ReactNode[] = []
  let at = 0
  for (const { from, to } of promised) {
    if (from < at) continue
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, text.slice(at)]
}

const Decide = ({ held }: { readonly held: Held }) => {
  const { t } = useTranslation('commitment')
  const [comment, setComment, clear] = useDraft(`held.${held.id}`, '')
  const releasing = useDo(release, clear)
  const returning = useDo(giveBack, clear)
  const error = releasing.error ?? returning.error
  const busy = releasing.isPending || returning.isPending
  const input = { id: held.id, version: held.version, comment }
  return (
    <div className='decide'>
      <ProblemNote error={error} />
      <Field id={`held-${held.id}`} label={t('commentLabel')} error={faultOf(error, 'comment')}>
        <Input.TextArea id={`held-${held.id}`} autoSize={{ minRows: 1, maxRows: 6 }} placeholder={t('commentHint')} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <div className='decide-b'>
        <ActionButton kind='primary' label={t('release')} whyNot={held.whyNot} loading={releasing.isPending} onPress={() => { if (!busy) releasing.mutate(input) }} />
        <ActionButton label={t('giveBack')} whyNot={held.whyNot ?? (comment.trim() === '' ? t('commentMissing') : null)} loading={returning.isPending} onPress={() => { if (!busy) returning.mutate(input) }} />
      </div>
    </div>
  )
}

interface Props { readonly held: Held; readonly positions: PackView['positions']; readonly at: number; readonly isAt: boolean }

/** F10: a reply that promises more than its writer may; it goes out with this yes. */
export const HeldCard = ({ held, positions, at, isAt }: Props) => {
  const { t } = useTranslation('approvals')
  const post = positions.find((one) => one.code === held.positionCode)
  const position = post ? say(post.label) : held.positionCode
  const head = (
    <>
      <span className='apr-t'><span><UrgencyTag urgency={held.urgency as Urgency} /> {held.customerName}</span><b>{held.mostFen === null ? t('commitment:card') : t('commitment:cardOf', { amount: money(held.mostFen) })}</b></span>
      <span className='apr-m'><span className='no'>{held.number}</span><span>{held.unitName}</span><span>{t('by', { name: held.askedBy.name })}　<When at={held.askedAt} /></span></span>
    </>
  )
  return (
    <li data-row={at} className={isAt ? 'at' : ''}>
      <Section className='apr' title={head}>
        <div className='card-b'>
          <p className='apr-words pre'>{marked(held)}</p>
          <dl className='apr-why'>
            <div><dt>{t('rule', { position })}</dt><dd>{t('commitment:theirLimit', { name: held.askedBy.name, amount: money(held.limitFen) })}{held.totalFen !== null && held.totalFen !== held.mostFen && <small>{t('commitment:withEarlier', { amount: money(held.totalFen) })}</small>}</dd></div>
            {held.endorsedBy.length > 0 && <div><dd>{t('commitment:endorsed', { names: held.endorsedBy.map((one) => one.name).join(t('common:listSeparator')), position })}</dd></div>}
            <div><dd><Go className='link' to={links.complaint(held.complaintId)}>{t('open')}</Go></dd></div>
          </dl>
        </div>
        <div className='card-b'><Decide held={held} /></div>
      </Section>
    </li>
  )
}
