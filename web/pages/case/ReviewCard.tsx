import { useTranslation } from 'react-i18next'
import type { Review } from '#contract/review.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { useScene } from './scene.ts'

const One = ({ review }: { readonly review: Review }) => {
  const { t } = useTranslation('review')
  const { open } = useScene()
  const waits = review.state === 'wanted'
  return (
    <li>
      <p><Chip tone={waits ? 'warn' : 'good'}>{t(`state.${review.state}`)}</Chip>　{review.rule ? t('byRule') : t('byPerson', { name: review.wantedBy?.name })}　<span className='muted'><When at={review.wantedAt} /></span></p>
      {review.why && <p className='pre'>{review.why}</p>}
      {review.heldOn && <p className='pre'><span className='muted'>{t('held', { day: review.heldOn, name: review.notedBy?.name })}</span>{'\n'}{review.finding}</p>}
      {waits && <ActionButton size='small' label={t('note.title')} whyNot={null} onPress={() => open('review', review.id)} />}
    </li>
  )
}

/** C7: what is so serious that it is looked at together; without that it does not close. */
export const ReviewCard = () => {
  const { t } = useTranslation('review')
  const { it, open } = useScene()
  const waits = it.reviews.some((review) => review.state === 'wanted')
  const may = it.may['review.want'] === null && !waits
  if (it.reviews.length === 0 && !may) return null
  return (
    <Section title={t('title')} extra={may && <button type='button' className='link' onClick={() => open('wantReview')}>{t('want.title')}</button>}>
      <div className='card-b'>{it.reviews.length === 0 ? <p className='muted'>{t('none')}</p> : <ul className='fam-l'>{it.reviews.map((review) => <One key={review.id} review={review} />)}</ul>}</div>
    </Section>
  )
}
