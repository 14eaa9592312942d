import type { Page } from 'playwright-core'
import type { Journey } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './begin.ts'
import { card, field, lookAtPanel, panel, press, save } from './hands.ts'

/** The clerk asks for the refund that was agreed; finance approves it and pays it. @returns the window of finance. */
export const payRefund = async (journey: Journey, clerk: Page, by: Somebody, toCase: () => Promise<unknown>): Promise<Page> => {
  await toCase()
  await look(clerk, 'case-execution')
  await card(clerk, '谈妥之后').getByRole('button', { name: /^申请付款/ }).click()
  await lookAtPanel(clerk, 'ask-payout')
  await save(clerk, '申请付款')
  await card(clerk, '谈妥之后').getByText('等核准').waitFor()
  const finance = await signedIn(journey, by, { path: '/' })
  await finance.getByRole('link', { name: /核准付款/ }).first().click()
  await press(panel(finance), '核准')
  await field(panel(finance), '交易单号').fill('ICBC-20261122-7731')
  await lookAtPanel(finance, 'payout')
  await press(panel(finance), '登记已付')
  await panel(finance).getByText('ICBC-20261122-7731').waitFor()
  return finance
}
