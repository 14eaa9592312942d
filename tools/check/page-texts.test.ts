import { expect, test } from 'vitest'
import { unspokenIn } from './page-texts.ts'

const found = (source: string) => unspokenIn('Page.tsx', source).map((fault) => fault.replace(/^\d+: /, ''))

test.each([
  ['<p>Sign out</p>', ['Sign out']], ['<p>{open ? "Open" : t("closed")}</p>', ['Open']], ['<i aria-label="Close" />', ['Close']], ['<X title={"No. " + no} />', ['No.']],
  ['const rows = [{ key: "out", label: "Sign out" }]', ['Sign out']], ['const by = name + "（" + post', ['（']], ['toast("It was saved again")', ['It was saved again']], ['<p>{"退出"}</p>', ['退出']],
])('%s says something no locale says', (source, texts) => expect(found(source)).toEqual(texts))

test.each([
  '<p className="ntc new">{t("signOut")}</p>', '<p>{words}　{count}/{of} · {money(fen)}</p>', '<i aria-label={t("close")} title={term("state", "open")} />', '<kbd>j</kbd>', '<kbd>{mac ? "⌘ K" : "Ctrl K"}</kbd>',
  'throw new Error("Not inside the frame")', 'const look = "card b new"', '// 退出\nconst at = text.split(/[。！]/)', '<b lang={tag}>{"English"}</b>',
])('%s is in order', (source) => expect(found(source)).toEqual([]))
