import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { usePhone } from './phone.ts'
import { WaitsForFiles } from './waits-for-files.tsx'

interface Props { readonly title: ReactNode; readonly open: boolean; readonly onClose: () => void; readonly children: ReactNode; readonly footer?: ReactNode }

/** Create and edit forms beside the page they belong to; the whole screen on a phone. Whether it is open lives in the URL. */
export const SidePanel = ({ title, open, onClose, children, footer }: Props) => {
  const phone = usePhone()
  return (
    <WaitsForFiles>
      <Drawer title={title} open={open} onClose={onClose} size={phone ? '100%' : 480} placement='right' destroyOnHidden className='side-panel' {...(footer && { footer })}>
        {children}
      </Drawer>
    </WaitsForFiles>
  )
}
