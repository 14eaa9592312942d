import * as contract from '#contract/channel.ts'
import { type Exposed, expose, exposeThen } from '#kernel/http.ts'
import { changeChannel, createChannel } from './commands/define.ts'
import { pauseChannel, removeChannel, resumeChannel, testChannel } from './commands/handle.ts'
import { addingDevice, chooseNotices, removeDevice, setMyAddress, setPersonAddress } from './commands/own.ts'
import { replayDead, replayMessage } from './commands/replay.ts'
import { channels, messages, told } from './queries/channels.ts'
import { myNotices, personAddresses } from './queries/own.ts'

interface Given { readonly canMail: boolean; readonly publicKey: () => Promise<string>; readonly isTaken: (url: string) => boolean }

export const channelRoutes = ({ canMail, publicKey, isTaken }: Given): readonly Exposed[] => {
  const mine = myNotices(canMail, publicKey)
  return [
    expose(contract.channels, channels(canMail)),
    expose(contract.messages, messages),
    expose(contract.createChannel, createChannel),
    expose(contract.changeChannel, changeChannel),
    expose(contract.pauseChannel, pauseChannel),
    expose(contract.resumeChannel, resumeChannel),
    expose(contract.removeChannel, removeChannel),
    expose(contract.testChannel, testChannel),
    expose(contract.replayMessage, replayMessage),
    expose(contract.replayDead, replayDead),
    expose(contract.myNotices, mine),
    exposeThen(contract.chooseNotices, chooseNotices, mine),
    exposeThen(contract.setMyAddress, setMyAddress, mine),
    exposeThen(contract.addDevice, addingDevice(isTaken), mine),
    exposeThen(contract.removeDevice, removeDevice, mine),
    expose(contract.personAddresses, personAddresses),
    expose(contract.setPersonAddress, setPersonAddress),
    expose(contract.told, told),
  ]
}
