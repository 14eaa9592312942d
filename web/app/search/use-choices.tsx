import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ComplaintHit, CustomerHit, PersonHit, PhraseHit, search, UnitHit } from '#contract/search.ts'
import { links } from '../../links.ts'
import { Marked } from '../../ui/Marked.tsx'
import { useTerm } from '../i18n.ts'
import type { Choice, Group } from './Choices.tsx'

type Found = z.output<typeof search.output>

const Complaint = ({ hit }: { readonly hit: ComplaintHit }) => {
  const term = useTerm()
  return (
    <>
      <b><Marked {...hit.snippet} /></b>
      <small><span className='no'><Marked {...hit.number} /></span> · <Marked {...hit.customerName} /> · {hit.unitName}{hit.state === 'closed' && <> · {term('state', 'closed')}</>}</small>
    </>
  )
}

const Customer = ({ hit }: { readonly hit: CustomerHit }) => <><b><Marked {...hit.name} /></b>{hit.by && <small className='num'><Marked {...hit.by} /></small>}</>

const Phrase = ({ hit }: { readonly hit: PhraseHit }) => <><b><Marked {...hit.text} /></b><small>{useTerm()('situation', hit.situation)}</small></>

const Person = ({ hit }: { readonly hit: PersonHit }) => {
  const { t } = useTranslation('shell')
  return <><b><Marked {...hit.name} /></b><small>{[hit.unitName, t('search.ofPerson')].filter(Boolean).join(' · ')}</small></>
}

const Unit = ({ hit }: { readonly hit: UnitHit }) => {
  const { t } = useTranslation('shell')
  return <><b><Marked {...hit.name} /></b><small>{t('search.ofUnit')}</small></>
}

/** What was found, group by group, each hit with where it leads. The last leads to the list of all complaints found. */
export const useChoices = (found: Found | undefined, q: string): readonly Group[] => {
  const { t } = useTranslation('shell')
  if (!found) return []
  const group = (name: 'complaints' | 'customers' | 'units' | 'people' | 'phrases', choices: readonly Choice[], more?: Choice | false): Group => ({ label: t(`search.${name}`), choices: more ? [...choices, more] : choices })
  const all = (id: string, to: string, words: string): Choice => ({ id, to, show: <span className='link'>{words}</span> })
  return [
    group('complaints', found.complaints.items.map((hit) => ({ id: `c-${hit.id}`, to: links.complaint(hit.id), show: <Complaint hit={hit} /> })), found.complaints.items.length > 0 && all('all', links.complaints({ view: 'all', q }), t(found.complaints.more ? 'search.all' : 'search.asList'))),
    group('customers', found.customers.items.map((hit) => ({ id: `u-${hit.id}`, to: links.customer(hit.id), show: <Customer hit={hit} /> })), found.customers.more && all('customers', links.customers(q), t('search.allCustomers'))),
    group('units', found.units.items.map((hit) => ({ id: `n-${hit.id}`, to: links.complaints({ view: 'all', unit: hit.id }), show: <Unit hit={hit} /> }))),
    group('people', found.people.items.map((hit) => ({ id: `p-${hit.id}`, to: links.complaints({ view: 'all', owner: hit.id }), show: <Person hit={hit} /> }))),
    group('phrases', found.phrases.items.map((hit) => ({ id: `h-${hit.id}`, copies: hit.whole, show: <Phrase hit={hit} /> }))),
  ].filter((one) => one.choices.length > 0)
}
