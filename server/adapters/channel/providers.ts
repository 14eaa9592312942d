import type { Providers } from '#modules/channel/port.ts'
import { aliyunSms } from './aliyun.ts'
import { dingtalkApp, dingtalkRobot } from './dingtalk.ts'
import { feishuApp, feishuRobot } from './feishu.ts'
import { tencentSms } from './tencent.ts'
import { wecomApp, wecomRobot } from './wecom.ts'

/** Where the providers answer, unless the installation says otherwise (a private cloud, a proxy). */
const PUBLIC = {
  aliyun: 'https://dysmsapi.aliyuncs.com', tencent: 'https://sms.tencentcloudapi.com', wecom: 'https://qyapi.weixin.qq.com', dingtalk: 'https://oapi.dingtalk.com', feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com',
}
export type Endpoints = Readonly<Partial<Record<keyof typeof PUBLIC, string>>>

export const providersAt = (own: Endpoints): Providers => {
  const at = { ...PUBLIC, ...own }
  return {
    aliyunSms: aliyunSms(at.aliyun), tencentSms: tencentSms(at.tencent), wecomApp: wecomApp(at.wecom), wecomRobot: wecomRobot(at.wecom),
    dingtalkApp: dingtalkApp(at.dingtalk), dingtalkRobot: dingtalkRobot(at.dingtalk), feishuApp: feishuApp(at), feishuRobot: feishuRobot(at),
  }
}
