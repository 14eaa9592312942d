import { PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadFile } from '../../app/upload.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import type { Letter } from './drafting.ts'

/** The place for files, out of the way until somebody wants it: a button for the foot of the text, and what it opens. */
export const useAttach = (letter: Letter, set: (part: Partial<Letter>) => void) => {
  const { t } = useTranslation('case')
  const [open, setOpen] = useState(false)
  const shown = open || letter.files.length > 0
  return {
    button: shown ? null : <Button type='text' size='small' icon={<PaperClipOutlined aria-hidden='true' />} onClick={() => setOpen(true)}>{t('composer.attach')}</Button>,
    drop: shown ? <div className='comp-files'><FileDrop files={letter.files} onChange={(files) => set({ files })} upload={uploadFile} /></div> : null,
  }
}
