import { useLocation, useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { useCallback, useMemo } from 'react'

const plain = (event: MouseEvent) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented

/** Goes to a URL of `links.ts` without loading the page anew. */
export const useGo = () => {
  const { history } = useRouter()
  return useCallback((to: string, how: 'push' | 'replace' = 'push') => history[how](to), [history])
}

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> { readonly to: string }

/** A link to a screen. A real anchor: it opens in a new tab, can be copied, and works with the keyboard. */
export const Go = ({ to, onClick, ...rest }: Props) => {
  const go = useGo()
  const press = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!plain(event)) return
    event.preventDefault()
    go(to)
  }
  return <a {...rest} href={to} onClick={press} />
}

/** The query part of the URL as plain texts, and a way to change some of it. An empty text takes a part away. */
export const useUrl = () => {
  const { pathname, searchStr } = useLocation()
  const go = useGo()
  const params = useMemo(() => Object.fromEntries(new URLSearchParams(searchStr)) as Readonly<Record<string, string | undefined>>, [searchStr])
  const change = useCallback((patch: Readonly<Record<string, string | undefined>>, how: 'push' | 'replace' = 'push') => {
    const next = new URLSearchParams(searchStr)
    for (const [name, value] of Object.entries(patch)) value ? next.set(name, value) : next.delete(name)
    go(next.size ? `${pathname}?${next}` : pathname, how)
  }, [go, pathname, searchStr])
  return { pathname, params, change }
}

/** Which side panel the URL asks for: `?panel=edit&on=…`. Back closes it. */
export const usePanel = () => {
  const { params, change } = useUrl()
  return {
    panel: params['panel'] ?? null,
    on: params['on'] ?? null,
    open: (panel: string, on?: string) => change({ panel, on }),
    close: () => change({ panel: undefined, on: undefined }, 'replace'),
  }
}
