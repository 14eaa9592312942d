import * as contract from '#contract/integration.ts'
import { type Exposed, expose } from '#kernel/http.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { changes } from './changes.ts'
import { defining, removeWebhook } from './commands/define.ts'
import { pauseWebhook, resumeWebhook, rotateSecret, testWebhook } from './commands/handle.ts'
import { replay, replayDead } from './commands/replay.ts'
import { deliveries, publicEvents, webhooks } from './queries.ts'

export const integrationRoutes = (whyNot: (url: string) => Refusal | null): readonly Exposed[] => {
  const { create, change } = defining(whyNot)
  return [
    expose(contract.webhooks, webhooks),
    expose(contract.publicEvents, publicEvents),
    expose(contract.createWebhook, create),
    expose(contract.changeWebhook, change),
    expose(contract.pauseWebhook, pauseWebhook),
    expose(contract.resumeWebhook, resumeWebhook),
    expose(contract.removeWebhook, removeWebhook),
    expose(contract.rotateSecret, rotateSecret),
    expose(contract.testWebhook, testWebhook),
    expose(contract.deliveries, deliveries),
    expose(contract.replay, replay),
    expose(contract.replayDead, replayDead),
    expose(contract.changes, changes),
  ]
}
