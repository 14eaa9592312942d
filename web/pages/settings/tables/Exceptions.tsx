import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { type ApprovedException, draftRule, exceptions } from '#contract/remedy.ts'
import { Go } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Money } from '../../../ui/Money.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'

interface Props { readonly pack: PackView; readonly sent: boolean; readonly onDrafted: (rule: string | undefined) => void }

const One = ({ one, pack, sent, onDrafted }: Props & { readonly one: ApprovedException }) => {
  const { t } = useTranslation('tables')
  const term = useTerm()
  const whyNot = useWhyNot()
  const drafting = useDo(draftRule, ({ rules }) => onDrafted(rules[0]))
  const principle = pack.principles.find(({ code }) => code === one.principle)
  const bar = whyNot('packs.changeTable') ?? (sent ? t('exceptions.sent') : null)
  return (
    <li className='exc'>
      <p><Go className='link num' to={links.complaint(one.complaintId)}>{one.number}</Go> {one.unitName} <Chip>{principle ? say(principle.label) : one.principle}</Chip> <b><Money fen={one.totalFen} /></b> <span className='muted'>{term('remedyState', one.state)}</span></p>
      <p className='muted'>{one.items.map((item) => term('remedyKind', item.kind)).join(t('common:listSeparator'))} · {one.proposedBy.name} <When at={one.proposedAt} /></p>
      <p className='pre'>{one.why}</p>
      <ProblemNote error={drafting.error} />
      {one.draftedAt ? <p className='muted'>{t('exceptions.drafted')} <When at={one.draftedAt} /></p> : <ActionButton size='small' label={t('exceptions.draft')} whyNot={bar} loading={drafting.isPending} onPress={() => drafting.mutate({ id: one.remedyId })} />}
    </li>
  )
}

/** What was given although no rule said so: where it comes again and again, a rule is missing. */
export const Exceptions = (props: Props) => {
  const { t } = useTranslation('tables')
  const known = useAsk(exceptions, {}).data
  if (!known || known.items.length === 0) return null
  const { year } = known
  return (
    <Section title={t('exceptions.title')} count={known.items.length} extra={<span className='muted'>{t('exceptions.year', { count: year.count })} <Money fen={year.totalFen} /></span>}>
      <div className='card-b'>
        <p className='muted'>{year.byPrinciple.map(({ principle, count }) => { const found = props.pack.principles.find(({ code }) => code === principle); return t('exceptions.of', { principle: found ? say(found.label) : principle, count }) }).join(t('common:listSeparator'))}</p>
        <ul className='excs'>{known.items.map((one) => <One key={one.remedyId} one={one} {...props} />)}</ul>
      </div>
    </Section>
  )
}
