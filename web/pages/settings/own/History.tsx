import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OwnList, ownHistory } from '#contract/own.ts'
import { Asked } from '../../../app/Asked.tsx'
import { say } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { When } from '../../../ui/When.tsx'
import { allTexts } from './content.ts'
import { findsOf } from './parts.ts'

/** What was said here, the latest first; asked for once somebody opens it. */
export const History = ({ list, code }: { readonly list: OwnList; readonly code: string }) => {
  const { t } = useTranslation('own')
  const [open, setOpen] = useState(false)
  const query = useAsk(ownHistory, { list, code }, { enabled: open })
  return (
    <details className='own-h' onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('history')}</summary>
      {open && (
        <Asked query={query} rows={2}>
          {({ items }) => (
            <ol>
              {items.map((one) => (
                <li key={one.revision}>
                  <p><b>{one.changedBy?.name}</b> <When at={one.changedAt} /> {one.retired && t('mark.retired')}</p>
                  <p className='muted pre'>{one.content ? [...findsOf(one.content), ...allTexts(list, one.content).map(say)].filter(Boolean).join('\n') : t('asPackThen')}</p>
                </li>
              ))}
            </ol>
          )}
        </Asked>
      )}
    </details>
  )
}
