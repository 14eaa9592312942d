import { useTranslation } from 'react-i18next'
import { Temperament } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { ClassGuidance } from '../../modules/customer-card/ClassGuidance.tsx'
import { EarlierCases } from '../../modules/customer-card/EarlierCases.tsx'
import { KnownCustomers, type Recognised } from '../../modules/customer-card/KnownCustomers.tsx'
import { Guidance } from '../../modules/guidance/Guidance.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/Section.tsx'
import { useNarrow } from '../../ui/phone.ts'
import { useDesk } from './desk-context.ts'
import { factsOf, promisable, type Promised, startedBy } from './promised.ts'
import { useSpotLimit } from './use-spot-limit.ts'
import { AlikeCard } from './Alike.tsx'

export const Known = () => {
  const { draft, set, people, pack } = useDesk()
  const choose = (person: Recognised | null) => set(person
    ? { customerId: person.id, name: person.name, phone: person.phone ?? draft.phone, classCode: person.classCode ?? draft.classCode }
    : { customerId: null })
  return <KnownCustomers people={people} chosen={draft.customerId ?? undefined} classes={pack.classes} onChoose={choose} />
}

const Customer = () => {
  const { t } = useTranslation('register')
  const { draft, people, pack } = useDesk()
  const known = people.find((person) => person.id === draft.customerId) ?? (people.length === 1 ? people[0] : undefined)
  const customerClass = pack.classes.find((each) => each.code === (draft.classCode ?? known?.classCode))
  return (
    <Section title={t('help.customer')}>
      <div className='card-b'>
        {people.length === 0 ? <p className='muted'>{t('help.nobody')}</p> : <Known />}
        {customerClass && <ClassGuidance customerClass={customerClass} />}
        {(draft.customerId || known) && <><h3 className='sub-h'>{t('help.earlier')}</h3><EarlierCases customerId={draft.customerId ?? known?.id ?? ''} /></>}
      </div>
    </Section>
  )
}

export const Temper = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const { draft, set } = useDesk()
  return (
    <fieldset className='temper-b' aria-label={t('help.temper')}>
      {Temperament.options.map((each) => <button key={each} type='button' aria-pressed={draft.temperament === each} onClick={() => set({ temperament: draft.temperament === each ? null : each })}>{term('temperament', each)}</button>)}
    </fieldset>
  )
}

const Say = () => {
  const { t } = useTranslation('register')
  const { draft, pack } = useDesk()
  return (
    <Section title={t('help.say')}>
      <div className='card-b'><p className='lab'>{t('help.temper')}</p><Temper /><div className='gap' /><Guidance pack={pack} stage='intake' temperament={draft.temperament} classCode={draft.classCode} /></div>
    </Section>
  )
}

/** How urgent it is, as far as it is known. */
const useUrgency = () => {
  const { draft, suggestion } = useDesk()
  return draft.urgency ?? suggestion?.urgency ?? 'general'
}

/** The clocks that registering now would start. */
export const useStarted = () => {
  const { draft, pack } = useDesk()
  return startedBy(pack, factsOf(draft, pack, useUrgency()))
}

/** So long, in words. */
export const useAmount = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  return ({ amount, unit }: Promised) => t('help.amount', { amount, unit: term('timeUnit', unit) })
}

/** What may be said on the spot: own limit, and what the clocks make sure of. */
export const Promises = () => {
  const { t } = useTranslation('register')
  const { draft } = useDesk()
  const amountOf = useAmount()
  const spot = useSpotLimit(draft, useUrgency())
  return (
    <>
      <ul className='spot'>
        {promisable(useStarted()).map((each) => <li key={each.ends}>{t(each.event === 'departed' ? 'help.withinLeft' : 'help.within', { amount: amountOf(each), what: t(`help.what.${each.ends}`) })}</li>)}
        {spot && <li>{spot.unlimited ? t('help.limitNone') : spot.limitFen > 0 ? t('help.limit', { amount: money(spot.limitFen) }) : t('help.noMoney')}</li>}
      </ul>
      <p className='muted'>{t('help.beyond')}</p>
    </>
  )
}

/** What changes while one types: who it is, what they told us before, what to say, what may be promised. */
export const Help = () => {
  const { t } = useTranslation('register')
  const narrow = useNarrow()
  return (
    <aside className='reg-help' aria-label={t('help.label')}>
      {!narrow && <AlikeCard />}
      <Customer />
      <Say />
      <Section title={t('help.promises')}><div className='card-b'><Promises /></div></Section>
    </aside>
  )
}
