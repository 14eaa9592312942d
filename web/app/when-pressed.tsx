import type { ComponentType, FunctionComponent, Ref } from 'react'
import { lazy, Suspense, useState } from 'react'

/** What a button is given: by the page before it was pressed, by what it opens afterwards. */
export interface ButtonGiven { /** Beside the button's own. */ readonly className?: string | undefined; readonly ref?: Ref<HTMLButtonElement> | undefined; readonly onClick?: (() => void) | undefined; readonly onPointerEnter?: (() => void) | undefined; readonly onFocus?: (() => void) | undefined }

/**
 * A button whose menu is not loaded with the page: its code begins to load when a hand comes near. Once pressed, `load`ed code
 * draws the same button, with the menu open.
 */
export const whenPressed = <P extends object>(Button: FunctionComponent<ButtonGiven>, load: () => Promise<ComponentType<P>>) => {
  const Opened = lazy(async () => ({ default: await load() }))
  const near = () => { void load() }
  return (props: P) => {
    const [pressed, setPressed] = useState(false)
    const button = <Button onClick={() => setPressed(true)} onPointerEnter={near} onFocus={near} />
    return pressed ? <Suspense fallback={button}><Opened {...props} /></Suspense> : button
  }
}

/** The focus stays on the button that was pressed, though another now stands in its place. */
export const takeFocus = (button: HTMLButtonElement | null) => button?.focus()
