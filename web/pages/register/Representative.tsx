import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { sendOrHold } from '../../app/device/files.ts'
import { useSession } from '../../app/session.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { TextField } from '../../ui/inputs.tsx'
import '../../modules/representative/representative.css'
import { useDesk } from './desk-context.ts'

/** The paper, where it is at hand: it lies among the files and says what they may do. */
const Authority = () => {
  const { t } = useTranslation('representative')
  const { person } = useSession()
  const { draft, set, error } = useDesk()
  const said = draft.representative
  if (!said) return null
  const paper = said.authority ?? null
  const file = draft.files.filter((each) => each.id === paper?.fileId)
  const change = (authority: NonNullable<typeof said.authority> | null) => set({ representative: { ...said, authority } })
  const take = (files: typeof draft.files) => {
    const last = files.at(-1)
    set({ files: last ? [...draft.files.filter((each) => each.id !== paper?.fileId), last] : draft.files.filter((each) => each.id !== paper?.fileId), representative: { ...said, authority: last ? { scope: '', untilOn: '', ...paper, fileId: last.id } : null } })
  }
  return (
    <>
      <Field label={t('file')} error={faultOf(error, 'representative/authority/fileId')}><FileDrop label={t('file')} files={file} onChange={take} upload={(given) => sendOrHold(given, person.id)} /></Field>
      {paper && (
        <div className='form-grid'>
          <TextField label={t('scopeLabel')} hint={t('scopeHint')} value={paper.scope} onChange={(scope) => change({ ...paper, scope })} error={faultOf(error, 'representative/authority/scope')} required />
          <TextField label={t('untilLabel')} type='date' value={paper.untilOn} onChange={(untilOn) => change({ ...paper, untilOn })} error={faultOf(error, 'representative/authority/untilOn')} />
        </div>
      )}
    </>
  )
}

/** A17: who came is not the customer. The paper can be added here or on the case page. */
export const RepresentativeFields = () => {
  const { t } = useTranslation('representative')
  const { draft, set, error } = useDesk()
  const said = draft.representative
  if (!said) return <button type='button' className='link anon' onClick={() => set({ representative: { name: '', phone: '', relation: '' } })}>{t('forAnother')}</button>
  const change = (part: Partial<typeof said>) => set({ representative: { ...said, ...part } })
  return (
    <fieldset className='rep-form' aria-label={t('title')}>
      <p className='form-lead'>{t('forAnotherHint')}</p>
      <div className='form-grid'>
        <TextField label={t('name')} value={said.name} onChange={(name) => change({ name })} error={faultOf(error, 'representative/name')} required />
        <TextField label={t('relation')} hint={t('relationHint')} value={said.relation} onChange={(relation) => change({ relation })} error={faultOf(error, 'representative/relation')} required />
        <TextField label={t('phone')} type='tel' inputMode='tel' value={said.phone} onChange={(phone) => change({ phone })} error={faultOf(error, 'representative/phone')} />
      </div>
      <Authority />
      <p className='muted'>{!said.authority && <>{t('paperLater')}　</>}<button type='button' className='link' onClick={() => set({ representative: null })}>{t('notForAnother')}</button></p>
    </fieldset>
  )
}
