import type { Case } from '#contract/casefile.ts'
import { useState } from 'react'
import { Composer, isMode, type Mode } from '../../modules/communication/Composer.tsx'
import type { Inserted } from '../../modules/communication/drafting.ts'
import { PromiseForm } from '../../modules/promise/PromiseForm.tsx'
import { useSaid } from '../../modules/promise/use-said.tsx'
import { useScene } from './scene.ts'

interface Props { readonly mode: Mode; readonly onMode: (mode: Mode) => void; readonly inserted?: Inserted | null | undefined; readonly onDone?: (() => void) | undefined }

/** Who wants nothing sent reads it at the portal, whatever address there is. */
const readBy = ({ customer, tellBy }: Pick<Case, 'customer' | 'tellBy'>) => (tellBy === 'portal' ? { ...customer, email: null } : customer)

/** The composer with the promise ledger's form in its third place. */
export const Writing = ({ mode, onMode, inserted, onDone }: Props) => {
  const { it, me, pack } = useScene()
  const enabled = !it.may['promise.make']
  const [text, read] = useState('')
  const said = useSaid({ complaintId: it.id, me, apart: it.about?.apart, text, enabled })
  return (
    <Composer mode={mode} onMode={onMode} complaintId={it.id} customer={readBy(it)} points={it.points} positions={pack.positions} whyNot={it.may[mode === 'note' ? 'communication.note' : 'communication.write']} inserted={inserted} onDone={onDone} promising={{ read, ...said }}
      promise={<PromiseForm complaintId={it.id} customerName={it.customer.name} me={me} apart={it.about?.apart} whyNot={it.may['promise.make']} onDone={onDone} />} />
  )
}

/** On a phone the composer is a page of its own. */
export const Write = ({ start, inserted }: { readonly start: string | null; readonly inserted: Inserted | null }) => {
  const { close } = useScene()
  const [mode, setMode] = useState<Mode>(isMode(start) ? start : 'reply')
  return <Writing mode={mode} onMode={setMode} inserted={inserted} onDone={close} />
}
