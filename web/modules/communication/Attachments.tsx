import { AudioOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, VideoCameraOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { links } from '../../links.ts'

const iconOf = (mediaType: string) => {
  if (mediaType.startsWith('image/')) return <FileImageOutlined aria-hidden='true' />
  if (mediaType.startsWith('audio/')) return <AudioOutlined aria-hidden='true' />
  if (mediaType.startsWith('video/')) return <VideoCameraOutlined aria-hidden='true' />
  return mediaType === 'application/pdf' ? <FilePdfOutlined aria-hidden='true' /> : <FileOutlined aria-hidden='true' />
}

/** Files of a message: pictures are seen and recordings heard in the page (A2). */
export const Attachments = ({ files }: { readonly files: readonly FileRef[] }) => {
  const { t } = useTranslation('case')
  if (files.length === 0) return null
  const sounds = files.filter((file) => file.mediaType.startsWith('audio/'))
  return (
    <>
      {sounds.map((file) => (
        // biome-ignore lint/a11y/useMediaCaption: a call recording has no captions; what was said is written beside it.
        <audio key={file.id} className='ev-audio' controls preload='none' src={links.file(file.id, true)} aria-label={t('files.listen', { name: file.name })} />
      ))}
      <ul className='ev-files'>
        {files.map((file) => (
          <li key={file.id}><a href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{iconOf(file.mediaType)}<span>{file.name}</span></a></li>
        ))}
      </ul>
    </>
  )
}
