import { LOCALES, type Words } from '#contract/common.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseStopped } from '#modules/knowledge/commands/refuse.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'

/**
 * Words of ours that everybody will read: in no language what must not be said by anybody; and once they are shown (`shown`), nothing that whoever shows them may not promise.
 * @throws Problem at `field`.
 */
export const refusePublic = async (tx: Tx, texts: Words, { field, shown }: { readonly field: string; readonly shown: boolean }): Promise<void> => {
  for (const locale of LOCALES) {
    const text = texts[locale]
    if (!text.trim()) continue
    await refuseStopped(tx, { text, field: `${field}/${locale}` })
    if (shown) await refuseGoing(tx, { complaint: null, parts: [[`${field}/${locale}`, text]] })
  }
}
