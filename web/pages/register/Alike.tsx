import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addWords } from '#contract/casefile.ts'
import type { LikelyDuplicate } from '#contract/links.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { useDo } from '../../app/query.ts'
import { Elsewhere } from '../../modules/links/Elsewhere.tsx'
import { Twin } from '../../modules/links/Twin.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { links } from '../../links.ts'
import { additionOf } from './added.ts'
import { useDesk } from './desk-context.ts'
import { wholeText } from './draft.ts'

/** What is typed goes to the case that is there; only then the form is emptied. */
const Add = ({ twin, onBack }: { readonly twin: LikelyDuplicate; readonly onBack: () => void }) => {
  const { t } = useTranslation('links')
  const { draft, pack, discard } = useDesk()
  const [asPoints, setAsPoints] = useState(false)
  const go = useGo()
  const doing = useDo(addWords, (it) => {
    discard()
    go(links.complaint(it.id))
  })
  return (
    <div className='twin-add'>
      <p className='form-lead'>{t('twins.addLead', { number: twin.number })}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('twins.addAs')}>
        <Radio.Group aria-label={t('twins.addAs')} className='rows-r' value={asPoints} onChange={(event) => setAsPoints(event.target.value === true)} options={[{ value: false, label: t('twins.asMessage') }, { value: true, label: t('twins.asPoints') }]} />
      </Field>
      <div className='form-end'>
        <ActionButton kind='primary' label={t('twins.addSave', { number: twin.number })} whyNot={wholeText(draft) === '' ? t('twins.addEmpty') : null} loading={doing.isPending} onPress={() => doing.mutate(additionOf(t, twin.id, draft, pack, asPoints))} />
        <Button onClick={onBack}>{t('twins.addBack')}</Button>
      </div>
    </div>
  )
}

const One = ({ twin }: { readonly twin: LikelyDuplicate }) => {
  const { t } = useTranslation('links')
  const { draft, set, canAdd } = useDesk()
  const [adding, setAdding] = useState(false)
  const linked = draft.linkTo.includes(twin.id)
  if (adding) return <Twin twin={twin}><Add twin={twin} onBack={() => setAdding(false)} /></Twin>
  return (
    <Twin twin={twin}>
      <Go className='press link' to={links.complaint(twin.id)}>{t('twins.open')}<span className='sr'>{twin.number}</span></Go>
      {twin.addable && canAdd && <Button size='small' onClick={() => setAdding(true)}>{t('twins.add')}<span className='sr'>{twin.number}</span></Button>}
      <Button size='small' type={linked ? 'primary' : 'default'} aria-pressed={linked} onClick={() => set({ linkTo: linked ? draft.linkTo.filter((id) => id !== twin.id) : [...draft.linkTo, twin.id] })}>{t('twins.link')}<span className='sr'>{twin.number}</span></Button>
    </Twin>
  )
}

const List = () => {
  const { t } = useTranslation('links')
  const { draft, set, alike: { items, elsewhere } } = useDesk()
  return (
    <>
      {items.length > 0 && <ul aria-label={t('twins.list')}>{items.map((twin) => <One key={twin.id} twin={twin} />)}</ul>}
      <Elsewhere places={elsewhere} />
      {items.length > 0 && <p className='twin-end'><Button type='link' size='small' onClick={() => set({ notAlike: [...draft.notAlike, ...items.map((twin) => twin.id)] })}>{t('twins.goOn')}</Button></p>}
    </>
  )
}

/** A11: beside the form, what may be this complaint already. */
export const AlikeCard = () => {
  const { t } = useTranslation('links')
  const { alike: { items, elsewhere, asked } } = useDesk()
  const some = items.length + elsewhere.length > 0
  return (
    <Section title={t('twins.title')} count={items.length > 0 ? items.length : undefined}>
      <div className='card-b' aria-live='polite'>{some ? <List /> : <p className='muted'>{asked ? t('twins.notFound') : t('twins.none')}</p>}</div>
    </Section>
  )
}

/** The same where there is no room beside: a line to open. */
export const AlikeStrip = () => {
  const { t } = useTranslation('links')
  const { alike: { items, elsewhere } } = useDesk()
  const count = items.length + elsewhere.length
  if (count === 0) return null
  return <details className='twin-strip'><summary>{t('twins.strip', { count })}</summary><div className='card-b'><List /></div></details>
}
