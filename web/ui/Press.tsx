import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'

type Given = Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'onPointerEnter' | 'onFocus' | 'disabled' | 'aria-label'>

interface Props extends Given {
  readonly ref?: Ref<HTMLButtonElement> | undefined
  readonly look?: 'plain' | 'main' | 'link' | undefined
  /** Under way: it cannot be pressed again. */
  readonly busy?: boolean | undefined
  readonly children: ReactNode
}

/** A button without the component library: for what stands on a first screen, and for what must work when nothing can be loaded. */
export const Press = ({ look = 'plain', busy, children, ...rest }: Props) => <button {...rest} type='button' className={`press ${look}`} aria-busy={busy} disabled={busy || rest.disabled}>{children}</button>
