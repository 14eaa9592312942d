import * as contract from '#contract/grouping.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { answerGroup } from './answer.ts'
import { addMembers, changeGroup, createGroup, endGroup, removeMember } from './commands.ts'
import { group, groups, members, suggestions } from './queries.ts'

export const routes = [
  expose(contract.groups, groups), exposeThen(contract.createGroup, createGroup, group), expose(contract.group, group), exposeThen(contract.changeGroup, changeGroup, group), expose(contract.members, members), expose(contract.suggestions, suggestions),
  exposeThen(contract.addMembers, addMembers, group), exposeThen(contract.removeMember, removeMember, group), exposeThen(contract.answerGroup, answerGroup, group), expose(contract.endGroup, endGroup),
]
