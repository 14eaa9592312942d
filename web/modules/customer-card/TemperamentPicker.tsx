import { useTranslation } from 'react-i18next'
import { type Customer, changeCustomer } from '#contract/customer.ts'
import { Temperament } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './customer-card.css'

/** B3: how the customer is today, as the handler sees it; the words to say follow from it. */
export const TemperamentPicker = ({ customer, whyNot }: { readonly customer: Customer; readonly whyNot: string | null }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const doing = useDo(changeCustomer)
  const pick = (temperament: Customer['temperament']) => {
    const { id, version, name, phone, email, memberNumber, classCode, address, relation, note } = customer
    doing.mutate({ id, version, name, phone, email, memberNumber, classCode, address, relation, note, temperament })
  }
  return (
    <div className='temper'>
      <fieldset className='temper-b' aria-label={t('customer.temperament')}>
        {Temperament.options.map((each) => (
          <button key={each} type='button' aria-pressed={customer.temperament === each} disabled={whyNot !== null || doing.isPending} onClick={() => pick(customer.temperament === each ? null : each)}>{term('temperament', each)}</button>
        ))}
      </fieldset>
      {whyNot && <p className='why'>{whyNot}</p>}
      <ProblemNote error={doing.error} />
    </div>
  )
}
