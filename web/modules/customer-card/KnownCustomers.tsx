import { CheckOutlined, UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { recognise } from '#contract/customer.ts'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { Chip } from '../../ui/Chip.tsx'
import './customer-card.css'

export type Recognised = z.output<typeof recognise.output>['items'][number]

interface Typed { readonly phone: string; readonly name: string; readonly memberNumber: string; readonly order: string }

const digits = (text: string) => text.replace(/\D/g, '')

/** Who it may be, from what is typed so far; asks only when enough is there to recognise somebody. */
export const useRecognised = ({ phone, name, memberNumber, order }: Typed): readonly Recognised[] => {
  const asked = {
    ...(digits(phone).length >= 7 && { phone: phone.trim() }), ...(name.trim().length >= 2 && { name: name.trim() }),
    ...(memberNumber.trim().length >= 3 && { memberNumber: memberNumber.trim() }), ...(order.trim().length >= 4 && { order: order.trim() }),
  }
  const enabled = Object.keys(asked).length > 0
  const { data } = useAsk(recognise, asked, { enabled })
  return enabled && data ? data.items : []
}

interface Props { readonly people: readonly Recognised[]; readonly chosen: string | undefined; readonly classes: PackView['classes']; readonly onChoose: (person: Recognised | null) => void }

const Person = ({ person, isChosen, classes, onChoose }: { readonly person: Recognised; readonly isChosen: boolean } & Pick<Props, 'classes' | 'onChoose'>) => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const customerClass = classes.find((each) => each.code === person.classCode)
  return (
    <li className={isChosen ? 'on' : ''}>
      <UserOutlined aria-hidden='true' />
      <div>
        <p><b>{person.name}</b> <span className='num'>{person.phone}</span></p>
        <p className='muted'>
          {t('known.complaints', { count: person.complaints })}{person.openComplaints > 0 && <> <Chip tone='warn'>{t('known.open', { count: person.openComplaints })}</Chip></>}
          {customerClass && <> <Chip>{say(customerClass.label)}</Chip></>}
        </p>
        {person.lastOutcome && <p className='muted'>{t('known.last', { outcome: term('outcome', person.lastOutcome) })}</p>}
        {person.greeting && <p className='greet'>{t('known.greet', { name: person.name })}</p>}
      </div>
      {isChosen
        ? <Button size='small' icon={<CheckOutlined aria-hidden='true' />} onClick={() => onChoose(null)} >{t('known.chosen')}<span className='sr'>{person.name}</span></Button>
        : <Button size='small' onClick={() => onChoose(person)} >{t('known.take')}<span className='sr'>{person.name}</span></Button>}
    </li>
  )
}

/** B1, B7: people we know already. A fact and a greeting, never a warning label. */
export const KnownCustomers = ({ people, chosen, classes, onChoose }: Props) => {
  const { t } = useTranslation('register')
  return (
    <ul className='known' aria-label={t('known.title')} aria-live='polite'>
      {people.slice(0, 5).map((person) => <Person key={person.id} person={person} isChosen={person.id === chosen} classes={classes} onChoose={onChoose} />)}
    </ul>
  )
}
