import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NAMED_KINDS, type ShareParty } from '#contract/liability.ts'
import { PartyKind, addOutsider, outsiders } from '#contract/outsider.ts'
import { faultOf } from '../../app/fault.ts'
import { localeNow, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const MOST = 200

interface Named { readonly id: string; readonly name: string }

/** Writes somebody into the register without leaving the form. */
const Add = ({ kinds, onAdded }: { readonly kinds: readonly PartyKind[]; readonly onAdded: (one: Named) => void }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const [kind, setKind] = useState<PartyKind>(kinds[0] ?? 'company')
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const adding = useDo(addOutsider, onAdded)
  return (
    <div className='lia-f'>
      <ProblemNote error={adding.error} fieldsBeside />
      <div className='form-grid'>
        <SelectField label={t('outsiders.kind')} value={kind} onChange={(next) => setKind(PartyKind.options.find((each) => each === next) ?? kind)} options={kinds.map((value) => ({ value, label: term('partyKind', value) }))} />
        <TextField label={t('divide.name')} required value={name} onChange={setName} error={faultOf(adding.error, 'name')} />
        <TextField label={t('divide.contact')} value={contact} onChange={setContact} error={faultOf(adding.error, 'contact')} />
      </div>
      <ActionButton size='small' label={t('divide.add')} whyNot={name.trim() ? null : t('divide.name')} loading={adding.isPending} onPress={() => adding.mutate({ kind, name, contact: contact || null, locale: localeNow() })} />
    </div>
  )
}

interface Props { readonly party: ShareParty; readonly value: string | null; readonly onChange: (id: string | null) => void; readonly error?: string | undefined; /** Who is named already, though out of use. */ readonly known: readonly Named[] }

/** Who it is, out of the register. */
export const OutsiderChoice = ({ party, value, onChange, error, known }: Props) => {
  const { t } = useTranslation('liability')
  const can = useCan()
  const [adding, setAdding] = useState(false)
  // Named at once, before the register is asked anew.
  const [added, setAdded] = useState<readonly Named[]>([])
  const items = useAsk(outsiders, { limit: MOST }, { enabled: can('outsider.read') }).data?.items ?? []
  const kinds = NAMED_KINDS[party]
  const fitting = items.filter((one) => kinds.some((kind) => kind === one.kind))
  const named = [...known, ...added].filter((one) => one.id === value && !fitting.some((each) => each.id === one.id))
  return (
    <>
      <SelectField label={t('divide.outsider')} search clear placeholder={t('divide.unknown')} value={value} error={error} onChange={onChange} options={[...fitting, ...named].map((one) => ({ value: one.id, label: one.name }))} />
      {can('outsider.add') && !adding && <Button size='small' type='link' onClick={() => setAdding(true)}>{t('divide.new')}</Button>}
      {adding && <Add kinds={kinds} onAdded={(one) => { setAdding(false); setAdded([...added, one]); onChange(one.id) }} />}
    </>
  )
}
