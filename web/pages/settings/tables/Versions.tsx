import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TableVersion, type TableView, cancelTable, restoreTable, tableVersion, tableVersions } from '#contract/tables.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Changes, type Told } from './Changes.tsx'

const TONES = { scheduled: 'warn', inForce: 'good', past: 'plain', cancelled: 'plain', heldBack: 'alert' } as const

const Diff = ({ view, id, ...told }: Told & { readonly view: TableView; readonly id: string }) => (
  <Asked query={useAsk(tableVersion, { table: view.table, id })} rows={3}>{({ rules, changes }) => <Changes changes={changes} before={rules} after={rules} {...told} />}</Asked>
)

interface Props extends Told { readonly view: TableView; readonly onRestored: () => void }

const Acts = ({ version, view, onRestored }: Pick<Props, 'view' | 'onRestored'> & { readonly version: TableVersion }) => {
  const { t } = useTranslation('tables')
  const whyNot = useWhyNot()
  const restoring = useDo(restoreTable, onRestored)
  const cancelling = useDo(cancelTable)
  const of = { table: view.table, id: version.id }
  return (
    <>
      <ProblemNote error={restoring.error ?? cancelling.error} />
      <p className='tb-acts'>
        {version.state === 'scheduled' && <Confirm size='small' label={t('cancelVersion')} question={t('cancelSure')} whyNot={whyNot('packs.cancelTable')} loading={cancelling.isPending} onConfirm={() => cancelling.mutate(of)} />}
        {version.state !== 'inForce' && version.state !== 'scheduled' && <Confirm size='small' label={t('restore')} question={t('restoreSure')} whyNot={whyNot('packs.restoreTable') ?? (view.draft ? t('draftInTheWay') : null)} loading={restoring.isPending} onConfirm={() => restoring.mutate(of)} />}
      </p>
    </>
  )
}

const One = ({ version, view, onRestored, ...told }: Props & { readonly version: TableVersion }) => {
  const { t } = useTranslation('tables')
  const [open, setOpen] = useState(false)
  return (
    <li className='tb-v'>
      <p><b>{version.no === null ? t('ofPack', { version: version.version }) : t('versionNo', { no: version.no, version: version.version })}</b> <Chip tone={TONES[version.state]}>{t(`state.${version.state}`)}</Chip></p>
      <p className='muted'>{version.draftedBy.length > 0 && <>{t('draftedBy', { names: version.draftedBy.map(({ name }) => name).join(t('common:listSeparator')) })} </>}{version.approvedBy && t('approvedBy', { name: version.approvedBy.name })} <When at={version.publishedAt} />{version.alone && ` ${t('aloneDone')}`}</p>
      {version.state === 'scheduled' && <p>{t('effective')} <When at={version.effectiveAt} /></p>}
      {version.state === 'heldBack' && <p>{t('heldBackWhy')}</p>}
      {version.note && <p>{version.note}</p>}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}><summary>{t('whatChanged')}</summary>{open && <Diff view={view} id={version.id} {...told} />}</details>
      <Acts version={version} view={view} onRestored={onRestored} />
    </li>
  )
}

/** Every version: who made and who approved it, since when it holds, what it changed; an older one can be taken up again. */
export const Versions = (props: Props) => <Asked query={useAsk(tableVersions, { table: props.view.table })}>{({ items }) => <ul>{items.map((version) => <One key={version.id} version={version} {...props} />)}</ul>}</Asked>
