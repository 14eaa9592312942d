import * as contract from '#contract/packs.ts'
import { expose } from '#kernel/http.ts'
import { upgrade } from './commands.ts'
import { packView, upgradeOffered } from './queries.ts'

export const routes = [expose(contract.installed, packView), expose(contract.upgradeOffered, upgradeOffered), expose(contract.upgrade, upgrade)]
